package processor

import "testing"

func TestProcessor(t *testing.T) {
	t.Run("Name", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Version", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Validate", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Process", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
