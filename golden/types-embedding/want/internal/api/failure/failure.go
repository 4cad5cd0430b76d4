// Package failure implements api.Failure.
package failure

import "example.com/acme/embedding/pkg/api"

var _ api.Failure = (*Failure)(nil)

// Failure implements api.Failure.
type Failure struct{}

// New returns a new Failure.
func New() *Failure {
	return &Failure{}
}

func (f *Failure) Error() string {
	// TODO: implement Error.
	return ""
}

func (f *Failure) Temporary() bool {
	// TODO: implement Temporary.
	return false
}
