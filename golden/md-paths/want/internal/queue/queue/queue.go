// Package queue implements queue.Queue.
package queue

import (
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/queue"
)

var _ queue.Queue = (*Queue)(nil)

// Queue implements queue.Queue.
type Queue struct{}

// New returns a new Queue.
func New() *Queue {
	return &Queue{}
}

func (q *Queue) Push(item queue.Item) error {
	return fmt.Errorf("queue: Push: %w", errors.ErrUnsupported)
}
