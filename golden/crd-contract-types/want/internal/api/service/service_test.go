package service

import "testing"

func TestService(t *testing.T) {
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("List", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
