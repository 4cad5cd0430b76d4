// Package index implements api.Index.
package index

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
)

func _[K comparable, V any]() { var _ api.Index[K, V] = (*Index[K, V])(nil) }

// Index implements api.Index.
type Index[K comparable, V any] struct{}

// New returns a new Index.
func New[K comparable, V any]() *Index[K, V] {
	return &Index[K, V]{}
}

func (i *Index[K, V]) Find(ctx context.Context, key K) ([]V, error) {
	return nil, fmt.Errorf("index: Find: %w", errors.ErrUnsupported)
}
