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
	t.Run("Get", func(t *testing.T) {
		s := New()
		if _, err := s.Get(t.Context(), "one"); err != nil {
			t.Fatal(err)
		}
		mock := &apimock.Store{GetFunc: func(context.Context, string) (*api.Object, error) { return nil, nil }}
		_, _ = mock.Get(t.Context(), "one")
		if calls := mock.GetCalls(); calls[0].ID != "one" {
			t.Fatal(calls)
		}
	})
}
