// Package store implements other.Store.
package store

import "example.com/acme/objects/pkg/other"

var _ other.Store = (*Store)(nil)

// Store implements other.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) List() []string {
	// TODO: implement List.
	return nil
}
