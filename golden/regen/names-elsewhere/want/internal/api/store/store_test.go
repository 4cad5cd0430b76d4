package store

import (
	"context"
	"testing"

	"example.com/acme/objects/pkg/api"
	"example.com/acme/objects/pkg/api/apimock"
)

func TestStore(t *testing.T) {
	t.Run("Put", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
	t.Run("Fetch", func(t *testing.T) {
		s := New()
		if _, err := s.Fetch(t.Context(), "one"); err != nil {
			t.Fatal(err)
		}
		mock := &apimock.Store{FetchFunc: func(context.Context, string) (*api.Blob, error) { return nil, nil }}
		_, _ = mock.Fetch(t.Context(), "one")
		if calls := mock.FetchCalls(); calls[0].ID != "one" {
			t.Fatal(calls)
		}
	})
}
