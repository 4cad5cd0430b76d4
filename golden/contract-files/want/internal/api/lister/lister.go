// Package lister implements api.Lister.
package lister

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/files/pkg/api"
)

var _ api.Lister = (*Lister)(nil)

// Lister implements api.Lister.
type Lister struct{}

// New returns a new Lister.
func New() *Lister {
	return &Lister{}
}

func (l *Lister) List(ctx context.Context, filter api.Filter) ([]api.Object, error) {
	return nil, fmt.Errorf("lister: List: %w", errors.ErrUnsupported)
}
