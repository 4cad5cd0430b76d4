package keys

import "testing"

func TestKeys(t *testing.T) {
	t.Run("Next", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
