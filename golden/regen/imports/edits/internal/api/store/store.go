// Package store implements api.Store.
package store

import (
	"context"
	// errors of a kind
	"example.com/acme/objects/internal/errors"
	"sort" // mine

	"example.com/acme/objects/pkg/api"
)

var _ api.Store = (*Store)(nil)

// Store implements api.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

// Put stores an object.
func (s *Store) Put(ctx context.Context, object *api.Object) error {
	return errors.New()
}

// Get returns an object.
func (s *Store) Get(ctx context.Context, id string) (*api.Object, error) {
	return nil, errors.New()
}

func (s *Store) Delete(ctx context.Context, id string) error {
	return errors.New()
}

var _ = sort.Strings
