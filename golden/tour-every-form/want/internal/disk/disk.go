// Package disk implements api.ObjectService.
package disk

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
)

var _ api.ObjectService = (*ObjectService)(nil)

// ObjectService implements api.ObjectService.
type ObjectService struct{}

// New returns a new ObjectService.
func New() *ObjectService {
	return &ObjectService{}
}

func (o *ObjectService) Close() error {
	return fmt.Errorf("disk: Close: %w", errors.ErrUnsupported)
}

func (o *ObjectService) Put(ctx context.Context, object *api.Object) error {
	return fmt.Errorf("disk: Put: %w", errors.ErrUnsupported)
}

// Get returns the object, or ErrNotFound.
func (o *ObjectService) Get(ctx context.Context, id string) (*api.Object, error) {
	return nil, fmt.Errorf("disk: Get: %w", errors.ErrUnsupported)
}
