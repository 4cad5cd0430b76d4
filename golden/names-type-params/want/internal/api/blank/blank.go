// Package blank implements api.Blank.
package blank

import "example.com/acme/typeparams/pkg/api"

func _[T1 any, T any, T3 comparable]() { var _ api.Blank[T1, T, T3] = (*Blank[T1, T, T3])(nil) }

// Blank implements api.Blank.
type Blank[T1 any, T any, T3 comparable] struct{}

// New returns a new Blank.
func New[T1 any, T any, T3 comparable]() *Blank[T1, T, T3] {
	return &Blank[T1, T, T3]{}
}

func (b *Blank[T1, T, T3]) Do(T) T {
	// TODO: implement Do.
	var zero T
	return zero
}
