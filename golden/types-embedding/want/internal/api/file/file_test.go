package file

import "testing"

func TestFile(t *testing.T) {
	t.Run("Name", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Close", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Read", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Write", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("String", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Acquire", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Sync", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
