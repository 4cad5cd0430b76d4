// Package catalog implements api.Catalog.
package catalog

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"example.com/acme/sequences/pkg/api"
)

var _ api.Catalog = (*Catalog)(nil)

// Catalog implements api.Catalog.
type Catalog struct{}

// New returns a new Catalog.
func New() *Catalog {
	return &Catalog{}
}

func (c *Catalog) All(ctx context.Context) iter.Seq[api.Object] {
	// TODO: implement All.
	return func(func(api.Object) bool) {}
}

func (c *Catalog) Pairs() iter.Seq2[string, *api.Object] {
	// TODO: implement Pairs.
	return func(func(string, *api.Object) bool) {}
}

func (c *Catalog) Opened(path string) (iter.Seq[int], error) {
	return func(func(int) bool) {}, fmt.Errorf("catalog: Opened: %w", errors.ErrUnsupported)
}

func (c *Catalog) Named() api.Objects {
	// TODO: implement Named.
	return func(func(api.Object) bool) {}
}

func (c *Catalog) Generic() api.Stream[*api.Object] {
	// TODO: implement Generic.
	return func(func(*api.Object) bool) {}
}

func (c *Catalog) Renamed() api.Pairs[api.Object] {
	// TODO: implement Renamed.
	return func(func(string, api.Object) bool) {}
}

func (c *Catalog) Ticks() func(yield func() bool) {
	// TODO: implement Ticks.
	return func(func() bool) {}
}

func (c *Catalog) Pages() api.Pages[api.Object] {
	// TODO: implement Pages.
	return func(func([]api.Object) bool) {}
}

func (c *Catalog) Grouped() api.Groups[string, *api.Object] {
	// TODO: implement Grouped.
	return func(func(string, map[string][]api.Stream[*api.Object]) bool) {}
}

func (c *Catalog) Hidden() api.Hidden {
	// TODO: implement Hidden.
	return nil
}

func (c *Catalog) Callback() func(object api.Object) bool {
	// TODO: implement Callback.
	return nil
}
