package pointed

import "testing"

func TestPointed(t *testing.T) {
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
