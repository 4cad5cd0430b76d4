// Package objectservice implements api.ObjectService.
package objectservice

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

func (o *ObjectService) Put(ctx context.Context, object *api.Object, opts ...api.Option) error {
	return fmt.Errorf("objectservice: Put: %w", errors.ErrUnsupported)
}

// Get returns the object, or [api.ErrNotFound].
func (o *ObjectService) Get(ctx context.Context, id string) (*api.Object, error) {
	return nil, fmt.Errorf("objectservice: Get: %w", errors.ErrUnsupported)
}

// Watch reports changes until ctx is done. It may
//
//   - merge changes of one object,
//   - close the channel early: watch again then.
func (o *ObjectService) Watch(ctx context.Context, prefix string) (<-chan api.Change, error) {
	return nil, fmt.Errorf("objectservice: Watch: %w", errors.ErrUnsupported)
}
