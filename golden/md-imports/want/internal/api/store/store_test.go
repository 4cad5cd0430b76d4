package store

import "testing"

func TestStore(t *testing.T) {
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Handler", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Report", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Labels", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Backup", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
