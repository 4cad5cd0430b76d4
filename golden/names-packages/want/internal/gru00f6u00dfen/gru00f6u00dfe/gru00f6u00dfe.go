// Package gru00f6u00dfe implements größen.Größe.
package gru00f6u00dfe

import größen "example.com/acme/packages/pkg/gru00f6u00dfen"

var _ größen.Größe = (*Größe)(nil)

// Größe implements größen.Größe.
type Größe struct{}

// New returns a new Größe.
func New() *Größe {
	return &Größe{}
}

func (g *Größe) Maß(länge float64) (maß float64) {
	// TODO: implement Maß.
	return 0
}
