// Package blob implements blob.Blob.
package blob

import (
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/blob"
)

var _ blob.Blob = (*Blob)(nil)

// Blob implements blob.Blob.
type Blob struct{}

// New returns a new Blob.
func New() *Blob {
	return &Blob{}
}

func (b *Blob) Read(offset int64) ([]byte, error) {
	return nil, fmt.Errorf("blob: Read: %w", errors.ErrUnsupported)
}
