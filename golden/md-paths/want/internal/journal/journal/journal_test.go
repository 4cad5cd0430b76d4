package journal

import "testing"

func TestJournal(t *testing.T) {
	t.Run("Append", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
