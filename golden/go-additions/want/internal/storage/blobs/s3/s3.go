// Package s3 implements storage.Blobs.
package s3

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/additions/pkg/storage"
)

var _ storage.Blobs = (*Blobs)(nil)

// Blobs implements storage.Blobs.
type Blobs struct{}

// New returns a new Blobs.
func New() *Blobs {
	return &Blobs{}
}

func (b *Blobs) Put(ctx context.Context, key string, blob storage.Blob) error {
	return fmt.Errorf("s3: Put: %w", errors.ErrUnsupported)
}

func (b *Blobs) Fetch(ctx context.Context, key string) (storage.Blob, error) {
	return nil, fmt.Errorf("s3: Fetch: %w", errors.ErrUnsupported)
}
