package filter

import "testing"

func TestFilter(t *testing.T) {
	t.Run("Name", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Apply", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
