// Package store implements storage.Store.
package store

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/across/pkg/api"
	"example.com/acme/across/pkg/storage"
)

var _ storage.Store = (*Store)(nil)

// Store implements storage.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Put(ctx context.Context, object *api.Object, options ...api.Option) error {
	return fmt.Errorf("store: Put: %w", errors.ErrUnsupported)
}
