// Package store used to implement api.Store.
package store

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
)

// Store used to implement api.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{} // mine
}

// Put stores an object.
func (s *Store) Put(ctx context.Context, object *api.Object) error {
	return fmt.Errorf("store: Put: %w", errors.ErrUnsupported)
}

// Get returns an object.
func (s *Store) Get(ctx context.Context, id string) (*api.Object, error) {
	return nil, fmt.Errorf("store: Get: %w", errors.ErrUnsupported)
}

func (s *Store) Delete(ctx context.Context, id string) error {
	return fmt.Errorf("store: Delete: %w", errors.ErrUnsupported)
}
