// Package named implements api.Named.
package named

import "example.com/acme/embedding/pkg/api"

var _ api.Named = (*Named)(nil)

// Named implements api.Named.
type Named struct{}

// New returns a new Named.
func New() *Named {
	return &Named{}
}

// Name is how people call it.
func (n *Named) Name() string {
	return "named"
}
