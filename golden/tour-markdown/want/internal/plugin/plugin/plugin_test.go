package plugin

import "testing"

func TestPlugin(t *testing.T) {
	t.Run("Name", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Version", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Description", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Initialize", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Execute", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Cleanup", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Capabilities", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
