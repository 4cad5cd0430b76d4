// Package sync implements api.Sync.
package sync

import (
	context2 "context"
	errors2 "errors"
	fmt2 "fmt"

	api2 "example.com/acme/mocknames/pkg/api"
)

var _ api2.Sync = (*Sync)(nil)

// Sync implements api.Sync.
type Sync struct{}

// New returns a new Sync.
func New() *Sync {
	return &Sync{}
}

func (s *Sync) Sync(sync string, context context2.Context, api int, errors []error) (fmt string, err error) {
	return "", fmt2.Errorf("sync: Sync: %w", errors2.ErrUnsupported)
}
