package orderservice

import "testing"

func TestOrderService(t *testing.T) {
	t.Run("Place", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Find", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Count", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
