// Package mutex implements sync.Mutex.
package mutex

import (
	"errors"
	fmt2 "fmt"

	sync2 "example.com/acme/packages/pkg/sync"
)

var _ sync2.Mutex = (*Mutex)(nil)

// Mutex implements sync.Mutex.
type Mutex struct{}

// New returns a new Mutex.
func New() *Mutex {
	return &Mutex{}
}

func (m *Mutex) Lock(mu *sync2.Guard) (sync sync2.Mutex, fmt error) {
	return nil, fmt2.Errorf("mutex: Lock: %w", errors.ErrUnsupported)
}
