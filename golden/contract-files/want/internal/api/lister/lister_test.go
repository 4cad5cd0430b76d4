package lister

import "testing"

func TestLister(t *testing.T) {
	t.Run("List", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
