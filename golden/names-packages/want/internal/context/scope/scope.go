// Package scope implements context.Scope.
package scope

import (
	context2 "context"
	"errors"
	"fmt"

	"example.com/acme/packages/pkg/context"
)

var _ context.Scope = (*Scope)(nil)

// Scope implements context.Scope.
type Scope struct{}

// New returns a new Scope.
func New() *Scope {
	return &Scope{}
}

func (s *Scope) Do(ctx context2.Context, sync context.Scope) error {
	return fmt.Errorf("scope: Do: %w", errors.ErrUnsupported)
}
