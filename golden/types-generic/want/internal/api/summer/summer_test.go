package summer

import "testing"

func TestSummer(t *testing.T) {
	t.Run("Sum", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Fold", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
