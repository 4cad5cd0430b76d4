package linux

import "testing"

func TestLinux(t *testing.T) {
	t.Run("Boot", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
