// Package store implements storage.Store.
package store

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/large/pkg/storage"
)

var _ storage.Store = (*Store)(nil)

// Store implements storage.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Put(ctx context.Context, object storage.Object) error {
	return fmt.Errorf("store: Put: %w", errors.ErrUnsupported)
}

func (s *Store) Get(ctx context.Context, key storage.Key) (storage.Object, error) {
	return storage.Object{}, fmt.Errorf("store: Get: %w", errors.ErrUnsupported)
}
