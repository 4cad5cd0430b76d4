package own

import "testing"

func TestOwn(t *testing.T) {
	t.Run("Do", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
