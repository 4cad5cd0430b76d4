// Package source implements identity.Source.
package source

import (
	"errors"
	"fmt"

	"example.com/acme/clock/internal/identity"
)

var _ identity.Source = (*Source)(nil)

// Source implements identity.Source.
type Source struct{}

// New returns a new Source.
func New() *Source {
	return &Source{}
}

func (s *Source) Next() (identity.ID, error) {
	return "", fmt.Errorf("source: Next: %w", errors.ErrUnsupported)
}
