// Package store implements api.Store.
package store

import (
	"errors"
	"fmt"

	"example.com/acme/links/pkg/api"
)

var _ api.Store = (*Store)(nil)

// Store implements api.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

// Get returns the [*api.Object] whose [Object.ID] it is, or [api.ErrNotFound]. See also [io.EOF], [Unknown], a[Object],
// ([api.Object]) and [api.Object]: all but three lead somewhere.
//
//	code[0] = [Object]
//
// - of a list, [api.Object]
//
// [Object.ID]: https://example.com
func (s *Store) Get(id string) (*api.Object, error) {
	return nil, fmt.Errorf("store: Get: %w", errors.ErrUnsupported)
}
