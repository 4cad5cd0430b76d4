// Package localdisk implements storage.Several.
package localdisk

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/impls/pkg/storage"
)

var _ storage.Several = (*Several)(nil)

// Several implements storage.Several.
type Several struct{}

// New returns a new Several.
func New() *Several {
	return &Several{}
}

func (s *Several) Name() string {
	return "Local"
}

func (s *Several) Do(ctx context.Context) error {
	return fmt.Errorf("localdisk: Do: %w", errors.ErrUnsupported)
}
