// Package filter implements processor.Filter.
package filter

import (
	"context"
	"errors"
	"fmt"
	"image"

	"example.com/acme/media/pkg/processor"
)

var _ processor.Filter = (*Filter)(nil)

// Filter implements processor.Filter.
type Filter struct{}

// New returns a new Filter.
func New() *Filter {
	return &Filter{}
}

func (f *Filter) Name() string {
	return "filter"
}

func (f *Filter) Apply(ctx context.Context, img image.Image) (image.Image, error) {
	return nil, fmt.Errorf("filter: Apply: %w", errors.ErrUnsupported)
}
