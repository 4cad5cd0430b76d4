package listener

import "testing"

func TestListener(t *testing.T) {
	t.Run("Changed", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
