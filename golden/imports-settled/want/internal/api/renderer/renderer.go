// Package renderer implements api.Renderer.
package renderer

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"text/template"

	"example.com/acme/settled/pkg/api"
)

var _ api.Renderer = (*Renderer)(nil)

// Renderer implements api.Renderer.
type Renderer struct{}

// New returns a new Renderer.
func New() *Renderer {
	return &Renderer{}
}

func (r *Renderer) Render(t *template.Template, source rand.Source) error {
	return fmt.Errorf("renderer: Render: %w", errors.ErrUnsupported)
}
