// Package store implements objects.Store.
package store

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"example.com/acme/objects/pkg/objects"
)

var _ objects.Store = (*Store)(nil)

// Store implements objects.Store.
type Store struct {
	mu      sync.Mutex
	objects map[string]*objects.Object
}

// New returns a new Store.
func New() *Store {
	return &Store{objects: map[string]*objects.Object{}}
}

// Put stores an object.
func (s *Store) Put(ctx context.Context, object *objects.Object) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.objects[object.ID] = object
	return nil
}

// Get returns an object.
func (s *Store) Get(ctx context.Context, id string) (*objects.Object, error) {
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
