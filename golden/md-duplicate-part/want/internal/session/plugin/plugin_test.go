package plugin

import "testing"

func TestPlugin(t *testing.T) {
	t.Run("Name", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Open", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Close", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
