package sync

import "testing"

func TestSync(t *testing.T) {
	t.Run("Sync", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
