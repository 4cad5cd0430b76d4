package localdisk

import "testing"

func TestSeveral(t *testing.T) {
	t.Run("Name", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Do", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
