package vault

import "testing"

func TestVault(t *testing.T) {
	t.Run("Put", func(t *testing.T) {
		if New().size() != 0 {
			t.Error("a new store is empty")
		}
	})
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Delete", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
