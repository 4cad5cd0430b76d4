package pages

import "testing"

func TestPages(t *testing.T) {
	t.Run("Page", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
