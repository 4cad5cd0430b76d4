// Package shape implements api.Shape.
package shape

import "example.com/acme/defined/pkg/api"

var _ api.Shape = (*Shape)(nil)

// Shape implements api.Shape.
type Shape struct{}

// New returns a new Shape.
func New() *Shape {
	return &Shape{}
}

func (s *Shape) Area() float64 {
	// TODO: implement Area.
	return 0
}

func (s *Shape) Scale(by float64) api.Shape {
	// TODO: implement Scale.
	return nil
}
