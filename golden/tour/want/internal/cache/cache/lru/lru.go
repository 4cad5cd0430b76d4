// Package lru implements cache.Cache.
package lru

import "example.com/acme/objects/pkg/cache"

func _[K comparable, V any]() { var _ cache.Cache[K, V] = (*Cache[K, V])(nil) }

// Cache implements cache.Cache.
type Cache[K comparable, V any] struct{}

// New returns a new Cache.
func New[K comparable, V any]() *Cache[K, V] {
	return &Cache[K, V]{}
}

func (c *Cache[K, V]) Get(key K) (V, bool) {
	// TODO: implement Get.
	var zero V
	return zero, false
}

func (c *Cache[K, V]) Put(key K, value V) {
	// TODO: implement Put.
}
