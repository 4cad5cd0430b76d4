package store

import "testing"

func TestStore(t *testing.T) {
	t.Run("Fetch", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
