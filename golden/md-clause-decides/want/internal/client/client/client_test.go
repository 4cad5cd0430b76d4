package client

import "testing"

func TestClient(t *testing.T) {
	t.Run("Open", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
