// Package store implements api.Store.
package store

import (
	"context"
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

func (s *Store) Get(ctx context.Context, key string) (api.Object, error) {
	return api.Object{}, fmt.Errorf("store: Get: %w", errors.ErrUnsupported)
}

func (s *Store) Class(key string) api.Class {
	// TODO: implement Class.
	return ""
}
