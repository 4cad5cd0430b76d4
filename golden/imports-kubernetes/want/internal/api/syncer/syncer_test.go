package syncer

import "testing"

func TestSyncer(t *testing.T) {
	t.Run("Sync", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Scheme", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
