package kernel

import "testing"

func TestKernel(t *testing.T) {
	t.Run("Boot", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
