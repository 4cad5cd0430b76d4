// Package store implements api.Store.
package store

import (
	"errors"
	"fmt"

	"example.com/acme/older/pkg/api"
)

var _ api.Store = (*Store)(nil)

// Store implements api.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Put(keys []string, values ...int) error {
	return fmt.Errorf("store: Put: %w", errors.ErrUnsupported)
}
