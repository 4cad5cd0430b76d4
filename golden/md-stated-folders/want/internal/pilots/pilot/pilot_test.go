package pilot

import "testing"

func TestPilot(t *testing.T) {
	t.Run("Moor", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
