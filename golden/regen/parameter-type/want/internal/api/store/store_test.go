package store

import "testing"

func TestStore(t *testing.T) {
	t.Run("List", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Count", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
