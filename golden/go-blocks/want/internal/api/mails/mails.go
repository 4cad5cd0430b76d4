// Package mails implements api.Mails.
package mails

import (
	"errors"
	"fmt"
	"text/template"

	"example.com/acme/blocks/pkg/api"
)

var _ api.Mails = (*Mails)(nil)

// Mails implements api.Mails.
type Mails struct{}

// New returns a new Mails.
func New() *Mails {
	return &Mails{}
}

func (m *Mails) Render(mail *template.Template) error {
	return fmt.Errorf("mails: Render: %w", errors.ErrUnsupported)
}
