package pages

import "testing"

func TestPages(t *testing.T) {
	t.Run("Render", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
