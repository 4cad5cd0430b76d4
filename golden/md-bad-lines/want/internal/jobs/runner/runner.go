// Package runner implements jobs.Runner.
package runner

import (
	"errors"
	"fmt"

	"example.com/acme/jobs/pkg/jobs"
)

var _ jobs.Runner = (*Runner)(nil)

// Runner implements jobs.Runner.
type Runner struct{}

// New returns a new Runner.
func New() *Runner {
	return &Runner{}
}

func (r *Runner) Run(tagged jobs.Tagged, retry jobs.Retry) (jobs.State, error) {
	return "", fmt.Errorf("runner: Run: %w", errors.ErrUnsupported)
}
