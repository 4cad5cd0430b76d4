package pointer

import "testing"

func TestPointer(t *testing.T) {
	t.Run("Make", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
