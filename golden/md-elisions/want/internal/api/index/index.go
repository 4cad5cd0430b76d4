// Package index implements api.Index.
package index

import (
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
)

var _ api.Index = (*Index)(nil)

// Index implements api.Index.
type Index struct{}

// New returns a new Index.
func New() *Index {
	return &Index{}
}

func (i *Index) Find() ([]string, error) {
	return nil, fmt.Errorf("index: Find: %w", errors.ErrUnsupported)
}
