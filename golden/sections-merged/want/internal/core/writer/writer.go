// Package writer implements core.Writer.
package writer

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/merged/pkg/core"
)

var _ core.Writer = (*Writer)(nil)

// Writer implements core.Writer.
type Writer struct{}

// New returns a new Writer.
func New() *Writer {
	return &Writer{}
}

func (w *Writer) Store(ctx context.Context, record core.Record) error {
	return fmt.Errorf("writer: Store: %w", errors.ErrUnsupported)
}
