// Package clock implements api.Clock.
package clock

import "example.com/acme/inside/pkg/internal/api"

var _ api.Clock = (*Clock)(nil)

// Clock implements api.Clock.
type Clock struct{}

// New returns a new Clock.
func New() *Clock {
	return &Clock{}
}

func (c *Clock) Now() int64 {
	// TODO: implement Now.
	return 0
}
