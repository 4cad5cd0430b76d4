package stage

import "testing"

func TestStage(t *testing.T) {
	t.Run("Run", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
