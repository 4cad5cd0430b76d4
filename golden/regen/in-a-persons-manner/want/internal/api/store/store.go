// Package store implements api.Store.
package store

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
)

var _ api.Store = (*memory)(nil)

// memory keeps all of them.
type memory struct {
	objects map[string]*api.Object
}

// New returns a new Store.
func New() *memory {
	return &memory{objects: map[string]*api.Object{}}
}

func (m *memory) Put(ctx context.Context, object *api.Object) error {
	m.objects[object.ID] = object
	return nil
}

func (m *memory) Get(ctx context.Context, id string, limit int) (object *api.Object, err error) {
	object = m.objects[id]
	return
}

func (m *memory) Delete(ctx context.Context, id string) error {
	return fmt.Errorf("store: Delete: %w", errors.ErrUnsupported)
}
