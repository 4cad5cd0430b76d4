// Package bus implements event.Bus.
package bus

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/audit/pkg/event"
)

var _ event.Bus = (*Bus)(nil)

// Bus implements event.Bus.
type Bus struct{}

// New returns a new Bus.
func New() *Bus {
	return &Bus{}
}

func (b *Bus) Publish(ctx context.Context, events ...event.Event) error {
	return fmt.Errorf("bus: Publish: %w", errors.ErrUnsupported)
}

func (b *Bus) Subscribe(types []string, fn func(ctx context.Context, event event.Event) error) (cancel func(), err error) {
	return nil, fmt.Errorf("bus: Subscribe: %w", errors.ErrUnsupported)
}
