package store

import (
	"context"

	"example.com/acme/objects/pkg/api"
)

// Get is in a file of its own.
func (s *Store) Fetch(ctx context.Context, id string) (*api.Blob, error) {
	return s.objects[id], nil
}

// Has says whether there is one.
func (s *Store) Has(ctx context.Context, id string) bool {
	object, err := s.Fetch(ctx, id)
	return object != nil && err == nil
}
