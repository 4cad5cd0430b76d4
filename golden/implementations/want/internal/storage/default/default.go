// Package defaultimpl implements storage.Default.
package defaultimpl

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/impls/pkg/storage"
)

var _ storage.Default = (*Default)(nil)

// Default implements storage.Default.
type Default struct{}

// New returns a new Default.
func New() *Default {
	return &Default{}
}

func (d *Default) Do(ctx context.Context) error {
	return fmt.Errorf("defaultimpl: Do: %w", errors.ErrUnsupported)
}
