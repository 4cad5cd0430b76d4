// Package processor implements processor.Processor.
package processor

import (
	"errors"
	"fmt"

	"example.com/acme/keep/pkg/processor"
)

var _ processor.Processor = (*Processor)(nil)

// Processor implements processor.Processor.
type Processor struct{}

// New returns a new Processor.
func New() *Processor {
	return &Processor{}
}

func (p *Processor) Process(input processor.Input) error {
	return fmt.Errorf("processor: Process: %w", errors.ErrUnsupported)
}
