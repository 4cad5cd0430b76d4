package funcimpl

import "testing"

func TestFunc(t *testing.T) {
	t.Run("Do", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
