// Package hooks implements extension.Hooks.
package hooks

import (
	"errors"
	"fmt"

	"example.com/acme/gateway/pkg/extension"
)

var _ extension.Hooks = (*Hooks)(nil)

// Hooks implements extension.Hooks.
type Hooks struct{}

// New returns a new Hooks.
func New() *Hooks {
	return &Hooks{}
}

func (h *Hooks) Before(name string, handler extension.Handler) error {
	return fmt.Errorf("hooks: Before: %w", errors.ErrUnsupported)
}

func (h *Hooks) After(name string, handler extension.Handler) error {
	return fmt.Errorf("hooks: After: %w", errors.ErrUnsupported)
}

func (h *Hooks) Remove(name string) (found bool) {
	// TODO: implement Remove.
	return false
}
