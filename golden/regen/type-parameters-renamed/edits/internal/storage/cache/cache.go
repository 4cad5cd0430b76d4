// Package cache keeps things in memory.
package cache

import (
	"context"
	"sync"

	"example.com/acme/objects/pkg/storage"
)

func _[K comparable, V any]() { var _ storage.Cache[K, V] = (*Cache[K, V])(nil) }

// Cache holds at most max things.
type Cache[K comparable, V any] struct {
	mu    sync.Mutex
	items map[K]V
	max   int
}

// New returns an empty Cache of a size.
func New[K comparable, V any](max int) *Cache[K, V] {
	return &Cache[K, V]{items: map[K]V{}, max: max}
}

func (c *Cache[K, V]) Get(ctx context.Context, key K) (V, bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	value, found := c.items[key]
	return value, found, ctx.Err()
}

func (c *Cache[K, V]) Put(ctx context.Context, key K, value V) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if size := len(c.items); size < c.max {
		c.items[key] = value
	}
	return ctx.Err()
}

func (c *Cache[K, V]) Keys() []K {
	keys := make([]K, 0, c.len())
	for key := range c.items {
		keys = append(keys, key)
	}
	return keys
}

func (c *Cache[K, V]) len() int { return len(c.items) }
