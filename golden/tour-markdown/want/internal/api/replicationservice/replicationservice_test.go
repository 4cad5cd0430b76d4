package replicationservice

import "testing"

func TestReplicationService(t *testing.T) {
	t.Run("Initialize", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Start", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Status", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Copy", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Shutdown", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
