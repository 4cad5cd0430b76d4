package server

import "testing"

func TestServer(t *testing.T) {
	t.Run("ServeHTTP", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Query", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Hash", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Addr", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Logger", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Log", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
