//lint:file-ignore SA1019 fresh.Store is deprecated and still part of the plan

// Package store implements fresh.Store.
package store

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/deprecated/pkg/fresh"
)

var _ fresh.Store = (*Store)(nil)

// Store implements fresh.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Put(ctx context.Context, item fresh.Item) error {
	return fmt.Errorf("store: Put: %w", errors.ErrUnsupported)
}
