// Package cache implements api.Cache.
package cache

import (
	"iter"

	"example.com/acme/generic/pkg/api"
)

func _[K comparable, V any]() { var _ api.Cache[K, V] = (*Cache[K, V])(nil) }

// Cache implements api.Cache.
type Cache[K comparable, V any] struct{}

// New returns a new Cache.
func New[K comparable, V any]() *Cache[K, V] {
	return &Cache[K, V]{}
}

func (c *Cache[K, V]) Get(key K) (value V, ok bool) {
	// TODO: implement Get.
	var zero V
	return zero, false
}

func (c *Cache[K, V]) Put(key K, values ...V) {
	// TODO: implement Put.
}

func (c *Cache[K, V]) Keys() iter.Seq[K] {
	// TODO: implement Keys.
	return func(func(K) bool) {}
}
