package cache

import "testing"

func TestCache(t *testing.T) {
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Put", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Keys", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Drop", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
