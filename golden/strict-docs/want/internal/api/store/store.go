// Package store implements api.Store.
package store

import "example.com/acme/documented/pkg/api"

var _ api.Store = (*Store)(nil)

// Store implements api.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Len() int {
	// TODO: implement Len.
	return 0
}
