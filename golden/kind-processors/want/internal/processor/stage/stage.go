// Package stage implements processor.Stage.
package stage

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/media/pkg/processor"
)

func _[In, Out any]() { var _ processor.Stage[In, Out] = (*Stage[In, Out])(nil) }

// Stage implements processor.Stage.
type Stage[In, Out any] struct{}

// New returns a new Stage.
func New[In, Out any]() *Stage[In, Out] {
	return &Stage[In, Out]{}
}

func (s *Stage[In, Out]) Run(ctx context.Context, in In) (Out, error) {
	var zero Out
	return zero, fmt.Errorf("stage: Run: %w", errors.ErrUnsupported)
}
