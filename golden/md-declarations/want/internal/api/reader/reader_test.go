package reader

import "testing"

func TestReader(t *testing.T) {
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
