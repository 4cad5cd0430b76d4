package converter

import "testing"

func TestConverter(t *testing.T) {
	t.Run("Up", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Down", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
