// Package store implements store.Store.
package store

import (
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/model"
	"example.com/acme/objects/pkg/store"
)

var _ store.Store = (*Store)(nil)

// Store implements store.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Get(id string) (*model.Object, error) {
	return nil, fmt.Errorf("store: Get: %w", errors.ErrUnsupported)
}

func (s *Store) Find(q store.Query) ([]store.Hit, error) {
	return nil, fmt.Errorf("store: Find: %w", errors.ErrUnsupported)
}

func (s *Store) Next(q store.Query) (store.Hit, error) {
	return store.Hit{}, fmt.Errorf("store: Next: %w", errors.ErrUnsupported)
}
