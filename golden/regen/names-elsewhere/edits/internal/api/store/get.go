package store

import (
	"context"

	"example.com/acme/objects/pkg/api"
)

// Get is in a file of its own.
func (s *Store) Get(ctx context.Context, id string) (*api.Object, error) {
	return s.objects[id], nil
}

// Has says whether there is one.
func (s *Store) Has(ctx context.Context, id string) bool {
	object, err := s.Get(ctx, id)
	return object != nil && err == nil
}
