package shadow

import "testing"

func TestShadow(t *testing.T) {
	t.Run("Do", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Fail", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
