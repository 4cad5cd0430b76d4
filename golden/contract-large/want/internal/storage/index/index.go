// Package index implements storage.Index.
package index

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/large/pkg/storage"
)

var _ storage.Index = (*Index)(nil)

// Index implements storage.Index.
type Index struct{}

// New returns a new Index.
func New() *Index {
	return &Index{}
}

func (i *Index) Find(ctx context.Context, query storage.Query) ([]storage.Key, error) {
	return nil, fmt.Errorf("index: Find: %w", errors.ErrUnsupported)
}
