package eventhandler

import "testing"

func TestEventHandler(t *testing.T) {
	t.Run("HandleEvent", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("SupportedEvents", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
