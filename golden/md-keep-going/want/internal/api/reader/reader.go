// Package reader implements api.Reader.
package reader

import (
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

func (r *Reader) Read(s api.Store) error {
	return fmt.Errorf("reader: Read: %w", errors.ErrUnsupported)
}
