// Package reader implements core.Reader.
package reader

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/merged/pkg/core"
)

var _ core.Reader = (*Reader)(nil)

// Reader implements core.Reader.
type Reader struct{}

// New returns a new Reader.
func New() *Reader {
	return &Reader{}
}

func (r *Reader) Find(ctx context.Context, id string) (core.Record, error) {
	return core.Record{}, fmt.Errorf("reader: Find: %w", errors.ErrUnsupported)
}
