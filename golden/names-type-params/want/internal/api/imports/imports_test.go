package imports

import "testing"

func TestImports(t *testing.T) {
	t.Run("Do", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Model", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
