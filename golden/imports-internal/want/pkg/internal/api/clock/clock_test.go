package clock

import "testing"

func TestClock(t *testing.T) {
	t.Run("Now", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
