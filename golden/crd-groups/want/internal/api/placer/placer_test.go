package placer

import "testing"

func TestPlacer(t *testing.T) {
	t.Run("Place", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
