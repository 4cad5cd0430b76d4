// Package extensionpoint implements extension.ExtensionPoint.
package extensionpoint

import (
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/extension"
)

var _ extension.ExtensionPoint = (*ExtensionPoint)(nil)

// ExtensionPoint implements extension.ExtensionPoint.
type ExtensionPoint struct{}

// New returns a new ExtensionPoint.
func New() *ExtensionPoint {
	return &ExtensionPoint{}
}

// Future phases can implement this
func (e *ExtensionPoint) RegisterExtension(name string, handler extension.Handler) error {
	return fmt.Errorf("extensionpoint: RegisterExtension: %w", errors.ErrUnsupported)
}
