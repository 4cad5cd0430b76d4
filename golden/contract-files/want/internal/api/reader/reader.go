// Package reader implements api.Reader.
package reader

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/files/pkg/api"
)

var _ api.Reader = (*Reader)(nil)

// Reader implements api.Reader.
type Reader struct{}

// New returns a new Reader.
func New() *Reader {
	return &Reader{}
}

func (r *Reader) Read(ctx context.Context, key string) (api.Object, error) {
	return api.Object{}, fmt.Errorf("reader: Read: %w", errors.ErrUnsupported)
}
