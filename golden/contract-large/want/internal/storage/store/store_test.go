package store

import "testing"

func TestStore(t *testing.T) {
	t.Run("Put", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
