// Package kernel implements api_linux.Kernel.
package kernel

import (
	"errors"
	"fmt"

	"example.com/acme/packages/pkg/api_linux"
)

var _ api_linux.Kernel = (*Kernel)(nil)

// Kernel implements api_linux.Kernel.
type Kernel struct{}

// New returns a new Kernel.
func New() *Kernel {
	return &Kernel{}
}

func (k *Kernel) Boot() error {
	return fmt.Errorf("kernel: Boot: %w", errors.ErrUnsupported)
}
