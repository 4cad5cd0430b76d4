// Package store implements api.Store.
package store

import (
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
)

var _ api.Store = (*Store)(nil)

// Store implements api.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Fetch(id string) (*api.Item, error) {
	return nil, fmt.Errorf("store: Fetch: %w", errors.ErrUnsupported)
}
