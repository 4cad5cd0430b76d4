// Package eventhandler implements event.EventHandler.
package eventhandler

import (
	"context"
	"errors"
	"fmt"

	event2 "example.com/acme/objects/pkg/event"
)

var _ event2.EventHandler = (*EventHandler)(nil)

// EventHandler implements event.EventHandler.
type EventHandler struct{}

// New returns a new EventHandler.
func New() *EventHandler {
	return &EventHandler{}
}

// HandleEvent takes one event; an error means that it was not handled.
func (e *EventHandler) HandleEvent(ctx context.Context, event event2.Event) error {
	return fmt.Errorf("eventhandler: HandleEvent: %w", errors.ErrUnsupported)
}

// SupportedEvents returns the types of the events that the handler takes.
func (e *EventHandler) SupportedEvents() []string {
	// TODO: implement SupportedEvents.
	return nil
}
