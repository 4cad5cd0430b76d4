// Package memory implements api.ObjectService.
package memory

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
	return fmt.Errorf("memory: Close: %w", errors.ErrUnsupported)
}

func (o *ObjectService) Put(ctx context.Context, object *api.Object) error {
	return fmt.Errorf("memory: Put: %w", errors.ErrUnsupported)
}

// Get returns the object, or ErrNotFound.
func (o *ObjectService) Get(ctx context.Context, id string) (*api.Object, error) {
	return nil, fmt.Errorf("memory: Get: %w", errors.ErrUnsupported)
}
