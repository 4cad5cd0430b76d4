// Package pages implements api.Pages.
package pages

import (
	"context"
	"errors"
	"fmt"
	"html/template"

	"example.com/acme/blocks/pkg/api"
)

var _ api.Pages = (*Pages)(nil)

// Pages implements api.Pages.
type Pages struct{}

// New returns a new Pages.
func New() *Pages {
	return &Pages{}
}

func (p *Pages) Render(ctx context.Context, page *template.Template) error {
	return fmt.Errorf("pages: Render: %w", errors.ErrUnsupported)
}
