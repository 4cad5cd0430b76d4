package index

import "testing"

func TestIndex(t *testing.T) {
	t.Run("Find", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
