package vault

import "testing"

func TestVault(t *testing.T) {
	t.Run("Put", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Delete", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
