package log

import "testing"

func TestLog(t *testing.T) {
	t.Run("Append", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
