// Package pointed implements api.Pointed.
package pointed

import "example.com/acme/literals/pkg/api"

func _[P *int]() { var _ api.Pointed[P] = (*Pointed[P])(nil) }

// Pointed implements api.Pointed.
type Pointed[P *int,] struct{}

// New returns a new Pointed.
func New[P *int]() *Pointed[P] {
	return &Pointed[P]{}
}

func (p *Pointed[P]) Get() P {
	// TODO: implement Get.
	var zero P
	return zero
}
