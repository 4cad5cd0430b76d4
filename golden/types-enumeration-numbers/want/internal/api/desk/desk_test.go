package desk

import "testing"

func TestDesk(t *testing.T) {
	t.Run("Sort", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
