package store

import "testing"

func TestStore(t *testing.T) {
	t.Run("Close", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
