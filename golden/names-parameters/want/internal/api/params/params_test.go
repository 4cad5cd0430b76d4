package params

import "testing"

func TestParams(t *testing.T) {
	t.Run("Builtins", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Locals", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Imports", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Unnamed", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Blank", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Numbered", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Grouped", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Literals", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Channels", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Slices", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
