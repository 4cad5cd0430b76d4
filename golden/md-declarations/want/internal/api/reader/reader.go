// Package reader implements api.Reader.
package reader

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
)

var _ api.Reader = (*Reader)(nil)

// Reader implements api.Reader.
type Reader struct{}

// New returns a new Reader.
func New() *Reader {
	return &Reader{}
}

func (r *Reader) Get(ctx context.Context, id string) (*api.Object, error) {
	return nil, fmt.Errorf("reader: Get: %w", errors.ErrUnsupported)
}
