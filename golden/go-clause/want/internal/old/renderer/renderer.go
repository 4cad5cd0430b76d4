// Package renderer implements old.Renderer.
package renderer

import (
	"context"
	"errors"
	"fmt"
	tmpl "text/template"

	old "example.com/acme/clause/internal/legacy"
)

var _ old.Renderer = (*Renderer)(nil)

// Renderer implements old.Renderer.
type Renderer struct{}

// New returns a new Renderer.
func New() *Renderer {
	return &Renderer{}
}

func (r *Renderer) Render(ctx context.Context, t *tmpl.Template, data any) (string, error) {
	return "", fmt.Errorf("renderer: Render: %w", errors.ErrUnsupported)
}
