package writer

import "testing"

func TestWriter(t *testing.T) {
	t.Run("Write", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
