// Package clock implements clock.Clock.
package clock

import (
	"time"

	"example.com/acme/clock/pkg/clock"
)

var _ clock.Clock = (*Clock)(nil)

// Clock implements clock.Clock.
type Clock struct{}

// New returns a new Clock.
func New() *Clock {
	return &Clock{}
}

func (c *Clock) Now() time.Time {
	// TODO: implement Now.
	return time.Time{}
}

func (c *Clock) After(d time.Duration) <-chan time.Time {
	// TODO: implement After.
	return nil
}
