// Package runner implements rooted.Runner.
package runner

import (
	"errors"
	"fmt"

	"example.com/acme/inside/internal/rooted"
)

var _ rooted.Runner = (*Runner)(nil)

// Runner implements rooted.Runner.
type Runner struct{}

// New returns a new Runner.
func New() *Runner {
	return &Runner{}
}

func (r *Runner) Run() error {
	return fmt.Errorf("runner: Run: %w", errors.ErrUnsupported)
}
