package service

import "testing"

func TestService(t *testing.T) {
	t.Run("Run", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
