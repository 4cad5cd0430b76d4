// Package directory implements api.Directory.
package directory

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/second/pkg/accounts"
	"example.com/acme/second/pkg/api"
)

var _ api.Directory = (*Directory)(nil)

// Directory implements api.Directory.
type Directory struct{}

// New returns a new Directory.
func New() *Directory {
	return &Directory{}
}

func (d *Directory) Find(ctx context.Context, id accounts.ID) (*accounts.Account, error) {
	return nil, fmt.Errorf("directory: Find: %w", errors.ErrUnsupported)
}

func (d *Directory) ByName(ctx context.Context, name string) ([]accounts.Account, error) {
	return nil, fmt.Errorf("directory: ByName: %w", errors.ErrUnsupported)
}

func (d *Directory) Rename(id accounts.ID, name string) error {
	return fmt.Errorf("directory: Rename: %w", errors.ErrUnsupported)
}
