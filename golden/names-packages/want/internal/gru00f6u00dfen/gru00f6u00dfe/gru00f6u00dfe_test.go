package gru00f6u00dfe

import "testing"

func TestGröße(t *testing.T) {
	t.Run("Maß", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
