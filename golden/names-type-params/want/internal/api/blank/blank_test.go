package blank

import "testing"

func TestBlank(t *testing.T) {
	t.Run("Do", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
