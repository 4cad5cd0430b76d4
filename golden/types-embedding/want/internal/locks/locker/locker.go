// Package locker implements locks.Locker.
package locker

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/embedding/pkg/locks"
)

var _ locks.Locker = (*Locker)(nil)

// Locker implements locks.Locker.
type Locker struct{}

// New returns a new Locker.
func New() *Locker {
	return &Locker{}
}

func (l *Locker) Acquire(ctx context.Context, owner string) (release func(), err error) {
	return nil, fmt.Errorf("locker: Acquire: %w", errors.ErrUnsupported)
}
