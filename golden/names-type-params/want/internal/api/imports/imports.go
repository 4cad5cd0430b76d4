// Package imports implements api.Imports.
package imports

import (
	"errors"
	fmt2 "fmt"

	api2 "example.com/acme/typeparams/pkg/api"
)

func _[sync any, api any, fmt ~int]() {
	var _ api2.Imports[sync, api, fmt] = (*Imports[sync, api, fmt])(nil)
}

// Imports implements api.Imports.
type Imports[sync any, api any, fmt ~int] struct{}

// New returns a new Imports.
func New[sync any, api any, fmt ~int]() *Imports[sync, api, fmt] {
	return &Imports[sync, api, fmt]{}
}

func (i *Imports[sync, api, fmt]) Do(s sync, a api) (f fmt, err error) {
	var zero fmt
	return zero, fmt2.Errorf("imports: Do: %w", errors.ErrUnsupported)
}

func (i *Imports[sync, api, fmt]) Model() api2.Model {
	// TODO: implement Model.
	return api2.Model{}
}
