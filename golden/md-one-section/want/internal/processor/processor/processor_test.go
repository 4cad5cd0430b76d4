package processor

import "testing"

func TestProcessor(t *testing.T) {
	t.Run("Process", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
