// Package store implements api.Store.
package store

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/aliases/pkg/api"
)

var _ api.Store = (*Store)(nil)

// Store implements api.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Put(ctx context.Context, meta api.Meta) error {
	return fmt.Errorf("store: Put: %w", errors.ErrUnsupported)
}
