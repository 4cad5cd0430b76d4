// Package store implements api.Store.
package store

import (
	"context"
	"strings"

	"example.com/acme/objects/pkg/api"
)

var _ api.Store = (*Store)(nil)

// Store implements api.Store.
type Store struct {
	names []string
}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) List(ctx context.Context, prefix string, limit int) ([]string, error) {
	var found []string
	for _, name := range s.names {
		if strings.HasPrefix(name, prefix) && len(found) < limit {
			found = append(found, name)
		}
	}
	return found, nil
}

func (s *Store) Count(ctx context.Context) (int, error) {
	everything := len(s.names)
	names, err := s.List(ctx, "", everything)
	return len(names), err
}
