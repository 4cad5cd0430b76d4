// Package pilot implements pilots.Pilot.
package pilot

import (
	"errors"
	"fmt"

	berths "example.com/acme/harbor/pkg/apis/berth/v1alpha1"
	tides "example.com/acme/harbor/pkg/apis/tide/v1"
	"example.com/acme/harbor/pkg/pilots"
)

var _ pilots.Pilot = (*Pilot)(nil)

// Pilot implements pilots.Pilot.
type Pilot struct{}

// New returns a new Pilot.
func New() *Pilot {
	return &Pilot{}
}

func (p *Pilot) Moor(berth *berths.Berth, tide tides.TideSpec) error {
	return fmt.Errorf("pilot: Moor: %w", errors.ErrUnsupported)
}
