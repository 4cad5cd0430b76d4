package t

import "testing"

func TestT(t *testing.T) {
	t.Run("Run", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
