package extensionpoint

import "testing"

func TestExtensionPoint(t *testing.T) {
	t.Run("RegisterExtension", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
