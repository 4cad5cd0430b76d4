package runner

import "testing"

func TestRunner(t *testing.T) {
	t.Run("Run", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
