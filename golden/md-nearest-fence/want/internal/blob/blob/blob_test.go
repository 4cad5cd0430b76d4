package blob

import "testing"

func TestBlob(t *testing.T) {
	t.Run("Read", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
