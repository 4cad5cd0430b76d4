// Package store implements api.Store.
package store

import (
	"context"

	"example.com/acme/grows/pkg/api"
)

var _ api.Store = (*Store)(nil)

// Store implements api.Store.
type Store struct {
	objects map[api.Key]api.Object
}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Get(ctx context.Context, key api.Key) (api.Object, error) {
	object, ok := s.objects[key]
	if !ok {
		return api.Object{}, api.ErrNotFound
	}
	return object, nil
}
