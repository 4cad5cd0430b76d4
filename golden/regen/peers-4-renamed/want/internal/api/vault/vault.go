// Package vault implements api.Vault.
package vault

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"example.com/acme/objects/pkg/api"
)

var _ api.Vault = (*Vault)(nil)

// Vault implements api.Vault.
type Vault struct {
	mu      sync.Mutex
	objects map[string]*api.Object
}

// New returns a new Vault.
func New() *Vault {
	return &Vault{objects: map[string]*api.Object{}}
}

// Put stores an object; it replaces what was there.
func (s *Vault) Put(ctx context.Context, object *api.Object) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.objects[object.ID] = object
	return nil
}

// Get returns an object.
func (v *Vault) Get(ctx context.Context, id string) (*api.Object, error) {
	return nil, fmt.Errorf("vault: Get: %w", errors.ErrUnsupported)
}

func (v *Vault) Delete(ctx context.Context, id string) error {
	return fmt.Errorf("vault: Delete: %w", errors.ErrUnsupported)
}

// size is how many objects there are.
func (s *Vault) size() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.objects)
}
