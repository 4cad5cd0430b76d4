package copier

import "testing"

func TestCopier(t *testing.T) {
	t.Run("Copy", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
