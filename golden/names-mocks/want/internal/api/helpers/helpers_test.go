package helpers

import "testing"

func TestHelpers(t *testing.T) {
	t.Run("Get", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("GetFunc", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("GetCalls", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("OnGet", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("ResetCalls", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Stub", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("EXPECT", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Calls", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Mu", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
