// Package disk implements api.Store.
package disk

import (
	"errors"
	"fmt"

	"example.com/acme/inside/pkg/internal/api"
	"example.com/acme/inside/pkg/internal/things"
)

var _ api.Store = (*Store)(nil)

// Store implements api.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Put(thing things.Thing) error {
	return fmt.Errorf("disk: Put: %w", errors.ErrUnsupported)
}
