// Package index implements store.Index.
package index

import (
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/store"
)

var _ store.Index = (*Index)(nil)

// Index implements store.Index.
type Index struct{}

// New returns a new Index.
func New() *Index {
	return &Index{}
}

func (i *Index) Find(word string) ([]string, error) {
	return nil, fmt.Errorf("index: Find: %w", errors.ErrUnsupported)
}
