// Package s3 implements storage.Several.
package s3

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
	return "s3"
}

func (s *Several) Do(ctx context.Context) error {
	return fmt.Errorf("s3: Do: %w", errors.ErrUnsupported)
}
