package table

import "testing"

func TestTable(t *testing.T) {
	t.Run("Rows", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Plain", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
