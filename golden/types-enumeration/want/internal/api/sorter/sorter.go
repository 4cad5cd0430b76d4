// Package sorter implements api.Sorter.
package sorter

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/enums/pkg/api"
)

var _ api.Sorter = (*Sorter)(nil)

// Sorter implements api.Sorter.
type Sorter struct{}

// New returns a new Sorter.
func New() *Sorter {
	return &Sorter{}
}

func (s *Sorter) Sort(ctx context.Context, class api.Class, states ...api.State) (api.Level, error) {
	return 0, fmt.Errorf("sorter: Sort: %w", errors.ErrUnsupported)
}
