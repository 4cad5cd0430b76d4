// Package lister implements near.Lister.
package lister

import (
	"example.com/acme/inside/pkg/internal/things"
	"example.com/acme/inside/pkg/near"
)

var _ near.Lister = (*Lister)(nil)

// Lister implements near.Lister.
type Lister struct{}

// New returns a new Lister.
func New() *Lister {
	return &Lister{}
}

func (l *Lister) List() []things.Thing {
	// TODO: implement List.
	return nil
}
