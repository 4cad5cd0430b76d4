// Package runner implements api.Runner.
package runner

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"example.com/acme/others/pkg/api"
)

var _ api.Runner = (*Runner)(nil)

// Runner implements api.Runner.
type Runner struct{}

// New returns a new Runner.
func New() *Runner {
	return &Runner{}
}

func (r *Runner) Run(ctx context.Context, group *errgroup.Group) error {
	return fmt.Errorf("runner: Run: %w", errors.ErrUnsupported)
}
