// Package placer implements placement.Placer.
package placer

import (
	"context"
	"errors"
	"fmt"

	fleetv1alpha1 "example.com/acme/objects/pkg/apis/fleet/v1alpha1"
	"example.com/acme/objects/pkg/placement"
)

var _ placement.Placer = (*Placer)(nil)

// Placer implements placement.Placer.
type Placer struct{}

// New returns a new Placer.
func New() *Placer {
	return &Placer{}
}

func (p *Placer) Place(ctx context.Context, bucket *fleetv1alpha1.Bucket) error {
	return fmt.Errorf("placer: Place: %w", errors.ErrUnsupported)
}

func (p *Placer) List(ctx context.Context) (*fleetv1alpha1.BucketList, error) {
	return nil, fmt.Errorf("placer: List: %w", errors.ErrUnsupported)
}
