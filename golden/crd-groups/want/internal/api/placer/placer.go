// Package placer implements api.Placer.
package placer

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
	computev1alpha1 "example.com/acme/objects/pkg/apis/compute/v1alpha1"
	storagev1alpha1 "example.com/acme/objects/pkg/apis/storage/v1alpha1"
)

var _ api.Placer = (*Placer)(nil)

// Placer implements api.Placer.
type Placer struct{}

// New returns a new Placer.
func New() *Placer {
	return &Placer{}
}

func (p *Placer) Place(ctx context.Context, bucket *storagev1alpha1.Bucket, nodes []computev1alpha1.Node) (*computev1alpha1.Node, error) {
	return nil, fmt.Errorf("placer: Place: %w", errors.ErrUnsupported)
}
