package failure

import "testing"

func TestFailure(t *testing.T) {
	t.Run("Error", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Temporary", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
