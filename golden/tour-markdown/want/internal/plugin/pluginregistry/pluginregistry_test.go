package pluginregistry

import "testing"

func TestPluginRegistry(t *testing.T) {
	t.Run("Register", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("List", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
