// Package keys implements store.Keys.
package keys

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/blocks/pkg/store"
)

var _ store.Keys = (*Keys)(nil)

// Keys implements store.Keys.
type Keys struct{}

// New returns a new Keys.
func New() *Keys {
	return &Keys{}
}

func (k *Keys) Next(ctx context.Context) (store.Key, error) {
	return "", fmt.Errorf("keys: Next: %w", errors.ErrUnsupported)
}
