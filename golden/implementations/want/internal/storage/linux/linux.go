// Package linux implements storage.Linux.
package linux

import "example.com/acme/impls/pkg/storage"

var _ storage.Linux = (*Linux)(nil)

// Linux implements storage.Linux.
type Linux struct{}

// New returns a new Linux.
func New() *Linux {
	return &Linux{}
}

func (l *Linux) Boot() {
	// TODO: implement Boot.
}
