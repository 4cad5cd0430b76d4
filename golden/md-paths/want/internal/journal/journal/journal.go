// Package journal implements journal.Journal.
package journal

import (
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/journal"
)

var _ journal.Journal = (*Journal)(nil)

// Journal implements journal.Journal.
type Journal struct{}

// New returns a new Journal.
func New() *Journal {
	return &Journal{}
}

func (j *Journal) Append(entry []byte) error {
	return fmt.Errorf("journal: Append: %w", errors.ErrUnsupported)
}
