// Package store implements blob.Store.
package store

import (
	"context"
	"errors"
	"fmt"
	"io"

	"example.com/acme/blobs/pkg/store/blob"
)

var _ blob.Store = (*Store)(nil)

// Store implements blob.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Close() error {
	return fmt.Errorf("store: Close: %w", errors.ErrUnsupported)
}

func (s *Store) Open(ctx context.Context, digest blob.Digest) (io.ReadCloser, error) {
	return nil, fmt.Errorf("store: Open: %w", errors.ErrUnsupported)
}

func (s *Store) Write(ctx context.Context, r io.Reader) (blob.Digest, error) {
	return blob.Digest{}, fmt.Errorf("store: Write: %w", errors.ErrUnsupported)
}

func (s *Store) Has(digest blob.Digest) bool {
	// TODO: implement Has.
	return false
}
