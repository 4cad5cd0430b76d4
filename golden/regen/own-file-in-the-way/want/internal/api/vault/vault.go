// Package vault implements api.Vault.
package vault

import (
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
)

var _ api.Vault = (*Vault)(nil)

// Vault implements api.Vault.
type Vault struct{}

// New returns a new Vault.
func New() *Vault {
	return &Vault{}
}

func (v *Vault) Get(id string) error {
	return fmt.Errorf("vault: Get: %w", errors.ErrUnsupported)
}
