package defaultimpl

import "testing"

func TestDefault(t *testing.T) {
	t.Run("Do", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
