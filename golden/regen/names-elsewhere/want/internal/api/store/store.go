// Package store implements api.Store.
package store

import (
	"context"

	"example.com/acme/objects/pkg/api"
)

var _ api.Store = (*Store)(nil)

// Store implements api.Store.
type Store struct {
	objects map[string]*api.Blob
}

// New returns a new Store.
func New() *Store {
	return &Store{objects: map[string]*api.Blob{}}
}

func (s *Store) Put(ctx context.Context, object *api.Blob) error {
	s.objects[object.ID] = object
	return nil
}
