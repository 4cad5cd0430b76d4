// Package index implements index.Index.
package index

import (
	"context"
	"errors"
	"fmt"

	index "example.com/acme/objects/pkg/lookup"
)

var _ index.Index = (*Index)(nil)

// Index implements index.Index.
type Index struct{}

// New returns a new Index.
func New() *Index {
	return &Index{}
}

func (i *Index) Find(ctx context.Context, name string) ([]string, error) {
	return nil, fmt.Errorf("index: Find: %w", errors.ErrUnsupported)
}
