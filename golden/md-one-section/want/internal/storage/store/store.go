// Package store implements storage.Store.
package store

import (
	"errors"
	"fmt"

	"example.com/acme/keep/pkg/storage"
)

var _ storage.Store = (*Store)(nil)

// Store implements storage.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Put(object storage.Object) error {
	return fmt.Errorf("store: Put: %w", errors.ErrUnsupported)
}

func (s *Store) Watch() <-chan storage.WatchEvent {
	// TODO: implement Watch.
	return nil
}
