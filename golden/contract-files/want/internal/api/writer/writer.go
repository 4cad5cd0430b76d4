// Package writer implements api.Writer.
package writer

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/files/pkg/api"
)

var _ api.Writer = (*Writer)(nil)

// Writer implements api.Writer.
type Writer struct{}

// New returns a new Writer.
func New() *Writer {
	return &Writer{}
}

func (w *Writer) Write(ctx context.Context, object api.Object) error {
	return fmt.Errorf("writer: Write: %w", errors.ErrUnsupported)
}
