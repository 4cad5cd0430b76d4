package store

import "testing"

func TestStore(t *testing.T) {
	t.Run("Put", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Watch", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
