// Package store implements api.Store.
package store

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"example.com/acme/objects/pkg/api"
	"example.com/acme/objects/pkg/blob"
)

var _ api.Store = (*Store)(nil)

// Store implements api.Store.
type Store struct{}

// New returns a new Store.
func New() *Store {
	return &Store{}
}

func (s *Store) Get(ctx context.Context, id string) (blob.Blob, error) {
	return blob.Blob{}, fmt.Errorf("store: Get: %w", errors.ErrUnsupported)
}

func (s *Store) Handler() http.Handler {
	// TODO: implement Handler.
	return nil
}

func (s *Store) Report(c api.MetricsCounter) {
	// TODO: implement Report.
}

func (s *Store) Labels() metav1.LabelSelector {
	// TODO: implement Labels.
	return metav1.LabelSelector{}
}

func (s *Store) Backup() api.VeleroBackup {
	// TODO: implement Backup.
	return api.VeleroBackup{}
}
