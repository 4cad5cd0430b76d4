// Package index implements v1.Index.
package index

import (
	"errors"
	"fmt"

	v1 "example.com/acme/index/apis/v1"
)

var _ v1.Index = (*Index)(nil)

// Index implements v1.Index.
type Index struct{}

// New returns a new Index.
func New() *Index {
	return &Index{}
}

func (i *Index) Find(name string) (*v1.RegistryEntry, error) {
	return nil, fmt.Errorf("index: Find: %w", errors.ErrUnsupported)
}
