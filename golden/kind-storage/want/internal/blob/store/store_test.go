package store

import "testing"

func TestStore(t *testing.T) {
	t.Run("Close", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Open", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Write", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Has", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
