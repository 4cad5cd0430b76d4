// Package extensionpoint implements hook.ExtensionPoint.
package extensionpoint

import (
	"errors"
	"fmt"

	hook "example.com/acme/standard/pkg/hooks"
)

var _ hook.ExtensionPoint = (*ExtensionPoint)(nil)

// ExtensionPoint implements hook.ExtensionPoint.
type ExtensionPoint struct{}

// New returns a new ExtensionPoint.
func New() *ExtensionPoint {
	return &ExtensionPoint{}
}

// RegisterExtension adds a handler under a name.
func (e *ExtensionPoint) RegisterExtension(name string, handler hook.Handler) error {
	return fmt.Errorf("extensionpoint: RegisterExtension: %w", errors.ErrUnsupported)
}
