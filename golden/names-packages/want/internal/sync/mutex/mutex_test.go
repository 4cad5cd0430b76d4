package mutex

import "testing"

func TestMutex(t *testing.T) {
	t.Run("Lock", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
