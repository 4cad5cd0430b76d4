// Package store implements store.Store.
package store

import (
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/store"
)

var _ store.Store = (*Store)(nil)

// Store implements store.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Get(id string) (store.Object, error) {
	return store.Object{}, fmt.Errorf("store: Get: %w", errors.ErrUnsupported)
}

func (s *Store) Put(object store.Object) error {
	return fmt.Errorf("store: Put: %w", errors.ErrUnsupported)
}
