// Package ledger implements ledger.Ledger.
package ledger

import (
	"errors"
	"fmt"

	"example.com/acme/books/pkg/ledger"
)

var _ ledger.Ledger = (*Ledger)(nil)

// Ledger implements ledger.Ledger.
type Ledger struct{}

// New returns a new Ledger.
func New() *Ledger {
	return &Ledger{}
}

func (l *Ledger) Post(amount int64) error {
	return fmt.Errorf("ledger: Post: %w", errors.ErrUnsupported)
}
