package users

import "testing"

func TestUsers(t *testing.T) {
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Put", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Keys", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Tree", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
