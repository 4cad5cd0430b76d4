// Package mailer implements api.Mailer.
package mailer

import (
	"errors"
	"fmt"

	"example.com/acme/mail/pkg/api"
)

var _ api.Mailer = (*Mailer)(nil)

// Mailer implements api.Mailer.
type Mailer struct{}

// New returns a new Mailer.
func New() *Mailer {
	return &Mailer{}
}

func (m *Mailer) Send(to, text string) error {
	return fmt.Errorf("mailer: Send: %w", errors.ErrUnsupported)
}
