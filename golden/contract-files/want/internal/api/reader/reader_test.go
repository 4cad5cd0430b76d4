package reader

import "testing"

func TestReader(t *testing.T) {
	t.Run("Read", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
