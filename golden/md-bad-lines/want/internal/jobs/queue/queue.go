// Package queue implements jobs.Queue.
package queue

import (
	"errors"
	"fmt"

	"example.com/acme/jobs/pkg/jobs"
)

var _ jobs.Queue = (*Queue)(nil)

// Queue implements jobs.Queue.
type Queue struct{}

// New returns a new Queue.
func New() *Queue {
	return &Queue{}
}

func (q *Queue) Push(job jobs.Job) error {
	return fmt.Errorf("queue: Push: %w", errors.ErrUnsupported)
}
