// Package syncer implements api.Syncer.
package syncer

import (
	"context"
	"errors"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"

	"example.com/acme/operator/pkg/api"
)

var _ api.Syncer = (*Syncer)(nil)

// Syncer implements api.Syncer.
type Syncer struct{}

// New returns a new Syncer.
func New() *Syncer {
	return &Syncer{}
}

func (s *Syncer) Sync(ctx context.Context, name types.NamespacedName, options metav1.GetOptions) (metav1.Condition, error) {
	return metav1.Condition{}, fmt.Errorf("syncer: Sync: %w", errors.ErrUnsupported)
}

func (s *Syncer) Scheme() *runtime.Scheme {
	// TODO: implement Scheme.
	return nil
}
