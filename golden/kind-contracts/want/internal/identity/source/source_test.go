package source

import "testing"

func TestSource(t *testing.T) {
	t.Run("Next", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
