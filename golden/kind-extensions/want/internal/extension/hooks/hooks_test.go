package hooks

import "testing"

func TestHooks(t *testing.T) {
	t.Run("Before", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("After", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Remove", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
