package ledger

import "testing"

func TestLedger(t *testing.T) {
	t.Run("Post", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
