// Package cache implements storage.Cache.
package cache

import (
	"context"

	"example.com/acme/objects/pkg/storage"
)

func _[K comparable, V any]() {
	var _ storage.Cache[K, V] = (*Cache[K, V])(nil)
}

// Cache implements storage.Cache, in memory.
type Cache[K comparable, V any] struct {
	values map[K]V
}

// New returns a new Cache.
func New[K comparable, V any]() *Cache[K, V] {
	return &Cache[K, V]{values: map[K]V{}}
}

func (c *Cache[K, V]) Get(ctx context.Context, key K) (V, error) {
	return c.values[key], nil
}

func (c *Cache[K, V]) Put(ctx context.Context, key K, value V) error {
	c.values[key] = value
	return nil
}

// size is how many there are.
func (c *Cache[K, V]) size() int { return len(c.values) }

// Size tells it.
func (c *Cache[K, V]) Size() int { return c.size() }
