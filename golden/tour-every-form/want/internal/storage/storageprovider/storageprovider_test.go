package storageprovider

import "testing"

func TestStorageProvider(t *testing.T) {
	t.Run("Store", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Retrieve", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Delete", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("List", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
