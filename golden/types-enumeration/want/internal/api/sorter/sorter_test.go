package sorter

import "testing"

func TestSorter(t *testing.T) {
	t.Run("Sort", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
