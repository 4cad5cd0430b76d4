// Package lister implements api.Lister.
package lister

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/plain/pkg/api"
)

var _ api.Lister = (*Lister)(nil)

// Lister implements api.Lister.
type Lister struct{}

// New returns a new Lister.
func New() *Lister {
	return &Lister{}
}

// List returns the names that begin with prefix.
func (l *Lister) List(ctx context.Context, prefix string) ([]string, error) {
	return nil, fmt.Errorf("lister: List: %w", errors.ErrUnsupported)
}

func (l *Lister) Close() error {
	return fmt.Errorf("lister: Close: %w", errors.ErrUnsupported)
}
