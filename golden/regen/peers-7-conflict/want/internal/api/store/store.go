// Package store implements api.Store.
package store

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"example.com/acme/objects/pkg/api"
)

// Store implements api.Store.
type Store struct {
	mu      sync.Mutex
	objects map[string]*api.Object
}

// New returns a new Store.
func New() *Store {
	return &Store{objects: map[string]*api.Object{}}
}

// Put stores an object.
<<<<<<< yours
func (s *Store) Put(ctx context.Context, object api.Object) error {
||||||| base
func (s *Store) Put(ctx context.Context, object *api.Object) error {
=======
func (s *Store) Put(ctx context.Context, objects ...*api.Object) error {
>>>>>>> plan
	s.mu.Lock()
	defer s.mu.Unlock()
	s.objects[object.ID] = &object
	return nil
}

// Get returns an object.
func (s *Store) Get(ctx context.Context, id string) (*api.Object, error) {
	return nil, fmt.Errorf("store: Get: %w", errors.ErrUnsupported)
}

func (s *Store) Delete(ctx context.Context, id string) error {
	return fmt.Errorf("store: Delete: %w", errors.ErrUnsupported)
}
