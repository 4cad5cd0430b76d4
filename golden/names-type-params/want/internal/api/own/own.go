// Package own implements api.Own.
package own

import (
	"errors"
	"fmt"

	"example.com/acme/typeparams/pkg/api"
)

func _[Model any]() { var _ api.Own[Model] = (*Own[Model])(nil) }

// Own implements api.Own.
type Own[Model any] struct{}

// New returns a new Own.
func New[Model any]() *Own[Model] {
	return &Own[Model]{}
}

func (o *Own[Model]) Do(m Model, ms ...Model) ([]Model, error) {
	return nil, fmt.Errorf("own: Do: %w", errors.ErrUnsupported)
}
