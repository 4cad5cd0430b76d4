package shape

import "testing"

func TestShape(t *testing.T) {
	t.Run("Area", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Scale", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
