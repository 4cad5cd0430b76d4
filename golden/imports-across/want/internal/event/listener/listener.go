// Package listener implements event.Listener.
package listener

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/across/pkg/api"
	"example.com/acme/across/pkg/event"
	"example.com/acme/across/pkg/storage"
)

var _ event.Listener = (*Listener)(nil)

// Listener implements event.Listener.
type Listener struct{}

// New returns a new Listener.
func New() *Listener {
	return &Listener{}
}

func (l *Listener) Changed(ctx context.Context, objects []api.Object, index storage.Index, store storage.Store) error {
	return fmt.Errorf("listener: Changed: %w", errors.ErrUnsupported)
}
