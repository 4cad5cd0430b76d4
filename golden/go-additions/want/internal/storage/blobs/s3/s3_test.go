package s3

import "testing"

func TestBlobs(t *testing.T) {
	t.Run("Put", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Fetch", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
