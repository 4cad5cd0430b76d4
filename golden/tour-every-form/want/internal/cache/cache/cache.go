// Package cache implements cache.Cache.
package cache

import "example.com/acme/objects/pkg/cache"

var _ cache.Cache = (*Cache)(nil)

// Cache implements cache.Cache.
type Cache struct{}

// New returns a new Cache.
func New() *Cache {
	return &Cache{}
}

func (c *Cache) Get(key string) ([]byte, bool) {
	// TODO: implement Get.
	return nil, false
}
