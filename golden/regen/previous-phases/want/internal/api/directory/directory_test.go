package directory

import "testing"

func TestDirectory(t *testing.T) {
	t.Run("Find", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("ByName", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Rename", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
