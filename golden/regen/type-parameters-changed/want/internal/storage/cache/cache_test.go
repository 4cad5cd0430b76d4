package cache

import "testing"

func TestCache(t *testing.T) {
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Put", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Failed", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
