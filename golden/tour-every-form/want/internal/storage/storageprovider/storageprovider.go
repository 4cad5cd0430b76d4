// Package storageprovider implements storage.StorageProvider.
package storageprovider

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/storage"
)

var _ storage.StorageProvider = (*StorageProvider)(nil)

// StorageProvider implements storage.StorageProvider.
type StorageProvider struct{}

// New returns a new StorageProvider.
func New() *StorageProvider {
	return &StorageProvider{}
}

// Store writes value under key and replaces what was there.
func (s *StorageProvider) Store(ctx context.Context, key string, value []byte) error {
	return fmt.Errorf("storageprovider: Store: %w", errors.ErrUnsupported)
}

// Retrieve returns the value stored under key.
func (s *StorageProvider) Retrieve(ctx context.Context, key string) ([]byte, error) {
	return nil, fmt.Errorf("storageprovider: Retrieve: %w", errors.ErrUnsupported)
}

// Delete removes key and its value.
func (s *StorageProvider) Delete(ctx context.Context, key string) error {
	return fmt.Errorf("storageprovider: Delete: %w", errors.ErrUnsupported)
}

// List returns the keys that begin with prefix.
func (s *StorageProvider) List(ctx context.Context, prefix string) ([]string, error) {
	return nil, fmt.Errorf("storageprovider: List: %w", errors.ErrUnsupported)
}
