// Package store implements api.Store.
package store

import (
	"context"
	"errors"

	"example.com/acme/objects/pkg/api"
)

var _ api.Store = (*Store)(nil)

// Store implements api.Store.
type Store struct {
	entries map[string]api.Entry
}

// New returns a new Store.
func New() *Store {
	return &Store{entries: map[string]api.Entry{}}
}

func (s *Store) Get(ctx context.Context, key string) (api.Record, error) {
	entry, ok := s.entries[key]
	if !ok {
		return api.Entry{}, errors.New("no such entry")
	}
	return entry, nil
}

func (s *Store) List(ctx context.Context) ([]api.Record, error) {
	var found []api.Entry
	for _, entry := range s.entries {
		found = append(found, entry)
	}
	return found, nil
}

func (s *Store) First() (entry *api.Record, err error) {
	pick := func() *api.Entry { return nil }
	return pick(), nil
}

func (s *Store) Size() uint {
	return len(s.entries)
}
