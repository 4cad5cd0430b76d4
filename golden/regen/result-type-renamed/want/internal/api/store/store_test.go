package store

import "testing"

func TestStore(t *testing.T) {
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("List", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("First", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Size", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
