package pairs

import "testing"

func TestPairs(t *testing.T) {
	t.Run("Two", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Three", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("One", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Named", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Take", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
