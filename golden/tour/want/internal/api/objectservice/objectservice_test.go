package objectservice

import "testing"

func TestObjectService(t *testing.T) {
	t.Run("Put", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Watch", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
