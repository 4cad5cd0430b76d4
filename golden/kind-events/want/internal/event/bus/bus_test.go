package bus

import "testing"

func TestBus(t *testing.T) {
	t.Run("Publish", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Subscribe", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
