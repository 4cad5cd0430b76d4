// Package processor implements processor.Processor.
package processor

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/processor"
)

var _ processor.Processor = (*Processor)(nil)

// Processor implements processor.Processor.
type Processor struct{}

// New returns a new Processor.
func New() *Processor {
	return &Processor{}
}

func (p *Processor) Name() string {
	return "processor"
}

func (p *Processor) Version() string {
	return "v0.0.0"
}

func (p *Processor) Validate(input []byte) error {
	return fmt.Errorf("processor: Validate: %w", errors.ErrUnsupported)
}

func (p *Processor) Process(ctx context.Context, input []byte) ([]byte, error) {
	return nil, fmt.Errorf("processor: Process: %w", errors.ErrUnsupported)
}
