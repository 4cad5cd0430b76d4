package memory

import "testing"

func TestObjectService(t *testing.T) {
	t.Run("Close", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Put", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
