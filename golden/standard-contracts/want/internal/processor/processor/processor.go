// Package processor implements processor.Processor.
package processor

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/standard/pkg/processor"
)

var _ processor.Processor = (*Processor)(nil)

// Processor implements processor.Processor.
type Processor struct{}

// New returns a new Processor.
func New() *Processor {
	return &Processor{}
}

// Name identifies the processor.
func (p *Processor) Name() string {
	return "processor"
}

// Version returns the version of the processor.
func (p *Processor) Version() string {
	return "v0.0.0"
}

// Validate reports why the processor would not take input; nil if it would.
func (p *Processor) Validate(input []byte) error {
	return fmt.Errorf("processor: Validate: %w", errors.ErrUnsupported)
}

// Process returns what the processor makes of input.
func (p *Processor) Process(ctx context.Context, input []byte) ([]byte, error) {
	return nil, fmt.Errorf("processor: Process: %w", errors.ErrUnsupported)
}
