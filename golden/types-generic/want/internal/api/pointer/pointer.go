// Package pointer implements api.Pointer.
package pointer

import "example.com/acme/generic/pkg/api"

func _[T any, P interface {
	*T
	Set(string)
}]() {
	var _ api.Pointer[T, P] = (*Pointer[T, P])(nil)
}

// Pointer implements api.Pointer.
type Pointer[T any, P interface {
	*T
	Set(string)
}] struct{}

// New returns a new Pointer.
func New[T any, P interface {
	*T
	Set(string)
}]() *Pointer[T, P] {
	return &Pointer[T, P]{}
}

func (p *Pointer[T, P]) Make() P {
	// TODO: implement Make.
	var zero P
	return zero
}
