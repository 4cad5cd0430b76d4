// Package pairs implements api.Pairs.
package pairs

import (
	"errors"
	"fmt"

	"example.com/acme/literals/pkg/api"
)

var _ api.Pairs = (*Pairs)(nil)

// Pairs implements api.Pairs.
type Pairs struct{}

// New returns a new Pairs.
func New() *Pairs {
	return &Pairs{}
}

func (p *Pairs) Two() (struct {
	A int
	B int
}, struct {
	C int
	D int
}) {
	// TODO: implement Two.
	return struct {
			A int
			B int
		}{}, struct {
			C int
			D int
		}{}
}

func (p *Pairs) Three() ([2]struct {
	A int
	B int
}, int, struct {
	C int
	D int
}, error) {
	return [2]struct {
			A int
			B int
		}{}, 0, struct {
			C int
			D int
		}{}, fmt.Errorf("pairs: Three: %w", errors.ErrUnsupported)
}

func (p *Pairs) One() (struct {
	A int
	B int
}, error) {
	return struct {
		A int
		B int
	}{}, fmt.Errorf("pairs: One: %w", errors.ErrUnsupported)
}

func (p *Pairs) Named() (left struct {
	A int
	B int
}, right interface {
	M()
	N()
}) {
	// TODO: implement Named.
	return struct {
		A int
		B int
	}{}, nil
}

func (p *Pairs) Take(a, b struct {
	A int
	B func(x struct {
		C int
		D int
	})
}, c ...chan struct {
	E int
	F int
}) {
	// TODO: implement Take.
}
