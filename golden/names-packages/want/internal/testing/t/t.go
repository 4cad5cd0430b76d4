// Package t implements testing.T.
package t

import testing2 "example.com/acme/packages/pkg/testing"

var _ testing2.T = (*T)(nil)

// T implements testing.T.
type T struct{}

// New returns a new T.
func New() *T {
	return &T{}
}

func (impl *T) Run(t testing2.T, testing string) {
	// TODO: implement Run.
}
