package store

import "testing"

func TestKeys(t *testing.T) {
	if len(keys) != 1 {
		t.Fatal(keys)
	}
}
