// Package copier implements api.Copier.
package copier

import (
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
)

var _ api.Copier = (*Copier)(nil)

// Copier implements api.Copier.
type Copier struct{}

// New returns a new Copier.
func New() *Copier {
	return &Copier{}
}

func (c *Copier) Copy(key string) error {
	return fmt.Errorf("copier: Copy: %w", errors.ErrUnsupported)
}
