package catalog

import "testing"

func TestCatalog(t *testing.T) {
	t.Run("All", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Pairs", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Opened", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Named", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Generic", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Renamed", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Ticks", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Pages", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Grouped", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Hidden", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Callback", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
