// Package gru00f6u00dfe implements storage.Größe.
package gru00f6u00dfe

import (
	"errors"
	"fmt"

	"example.com/acme/impls/pkg/storage"
)

var _ storage.Größe = (*Größe)(nil)

// Größe implements storage.Größe.
type Größe struct{}

// New returns a new Größe.
func New() *Größe {
	return &Größe{}
}

func (g *Größe) Größe() (größe int64, fehler error) {
	return 0, fmt.Errorf("gru00f6u00dfe: Größe: %w", errors.ErrUnsupported)
}
