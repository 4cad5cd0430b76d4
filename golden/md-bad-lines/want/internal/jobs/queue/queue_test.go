package queue

import "testing"

func TestQueue(t *testing.T) {
	t.Run("Push", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
