package service

import "testing"

func TestService(t *testing.T) {
	t.Run("Serve", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
