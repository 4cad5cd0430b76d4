// Package cache implements storage.Cache.
package cache

import (
	"cmp"
	"context"

	"example.com/acme/objects/pkg/storage"
)

func _[K cmp.Ordered, V any, E error]() { var _ storage.Cache[K, V, E] = (*Cache[K, V, E])(nil) }

// Cache implements storage.Cache, in memory.
type Cache[K cmp.Ordered, V any, E error] struct {
	values map[K]V
}

// New returns a new Cache.
func New[K cmp.Ordered, V any, E error]() *Cache[K, V, E] {
	return &Cache[K, V, E]{values: map[K]V{}}
}

func (c *Cache[K, V, E]) Get(ctx context.Context, key K) (V, error) {
	return c.values[key], nil
}

func (c *Cache[K, V, E]) Put(ctx context.Context, key K, value V) error {
	c.values[key] = value
	return nil
}

func (c *Cache[K, V, E]) Failed() E {
	// TODO: implement Failed.
	var zero E
	return zero
}

// size is how many there are.
func (c *Cache[K, V, E]) size() int { return len(c.values) }

// Size tells it.
func (c *Cache[K, V, E]) Size() int { return c.size() }
