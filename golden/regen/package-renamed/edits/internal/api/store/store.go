// Package store implements api.Store.
package store

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"example.com/acme/objects/pkg/api"
)

var _ api.Store = (*Store)(nil)

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
func (s *Store) Put(ctx context.Context, object *api.Object) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.objects[object.ID] = object
	return nil
}

// Get returns an object.
func (s *Store) Get(ctx context.Context, id string) (*api.Object, error) {
	return nil, fmt.Errorf("store: Get: %w", errors.ErrUnsupported)
}

func (s *Store) Delete(ctx context.Context, id string) error {
	return fmt.Errorf("store: Delete: %w", errors.ErrUnsupported)
}

// size is how many objects there are.
func (s *Store) size() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.objects)
}
