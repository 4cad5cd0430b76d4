// Package pages implements pages.Pages.
package pages

import (
	"errors"
	"fmt"
	"html/template"
	"math/rand/v2"
	stdtime "time"

	"example.com/acme/settled/pkg/pages"
)

var _ pages.Pages = (*Pages)(nil)

// Pages implements pages.Pages.
type Pages struct{}

// New returns a new Pages.
func New() *Pages {
	return &Pages{}
}

func (p *Pages) Page(t *template.Template, at stdtime.Time) (*rand.Rand, error) {
	return nil, fmt.Errorf("pages: Page: %w", errors.ErrUnsupported)
}
