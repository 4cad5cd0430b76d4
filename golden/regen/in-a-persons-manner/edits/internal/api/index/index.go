// Package index implements api.Index.
package index

import (
	"context"

	"example.com/acme/objects/pkg/api"
)

var _ api.Index = Index{}

// Index implements api.Index.
type Index struct{ names []string }

// New returns a new Index.
func New() Index {
	return Index{}
}

func (i Index) Find(ctx context.Context, prefix string) ([]string, error) {
	return i.names, nil
}
