// Package funcimpl implements storage.Func.
package funcimpl

import (
	"errors"
	"fmt"

	"example.com/acme/impls/pkg/storage"
)

var _ storage.Func = (*Func)(nil)

// Func implements storage.Func.
type Func struct{}

// New returns a new Func.
func New() *Func {
	return &Func{}
}

func (f *Func) Do() (result map[string]int, err error) {
	return nil, fmt.Errorf("funcimpl: Do: %w", errors.ErrUnsupported)
}
