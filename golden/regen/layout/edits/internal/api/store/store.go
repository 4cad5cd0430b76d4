// Copyright: mine.

//go:build !never

// Package store implements api.Store.
package store // here

/*
#include <stdlib.h>

static int one(void) { return 1; }
*/
import "C"
import ( "context"; "errors" )
import "fmt"
import "example.com/acme/objects/pkg/api"

type (
	// Store implements api.Store.
	Store struct{ n int } // mine

	pair[K comparable, V any] struct { key K; value V }
	/* the last */
)

var ( _ api.Store = (*Store)(nil); one, two = 1, 2 )

// loose words

// New returns a new Store.
func New() *Store { return &Store{n: one} }; func unused() {}
func (s *Store) Put(
	ctx context.Context,
	object *api.Object, // why
) error {
	return fmt.Errorf("store: Put: %w", errors.ErrUnsupported)
}
/* attached */ // and more
func (s *Store) Get(ctx context.Context, id string) (*api.Object, error) { return nil, nil }
// Delete is mine
func (s *Store) Delete(ctx context.Context, id string) error { _ = C.one(); return nil }
// the end