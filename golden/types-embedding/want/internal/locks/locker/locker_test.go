package locker

import "testing"

func TestLocker(t *testing.T) {
	t.Run("Acquire", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
