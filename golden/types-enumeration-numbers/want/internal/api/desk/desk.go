// Package desk implements api.Desk.
package desk

import (
	"errors"
	"fmt"

	"example.com/acme/enums/pkg/api"
)

var _ api.Desk = (*Desk)(nil)

// Desk implements api.Desk.
type Desk struct{}

// New returns a new Desk.
func New() *Desk {
	return &Desk{}
}

func (d *Desk) Sort(p api.Priority, w ...api.Weight) (api.Port, error) {
	return 0, fmt.Errorf("desk: Sort: %w", errors.ErrUnsupported)
}
