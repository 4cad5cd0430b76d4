package renderer

import "testing"

func TestRenderer(t *testing.T) {
	t.Run("Render", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
