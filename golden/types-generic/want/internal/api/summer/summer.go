// Package summer implements api.Summer.
package summer

import (
	"errors"
	"fmt"

	"example.com/acme/generic/pkg/api"
)

func _[N api.Number]() { var _ api.Summer[N] = (*Summer[N])(nil) }

// Summer implements api.Summer.
type Summer[N api.Number] struct{}

// New returns a new Summer.
func New[N api.Number]() *Summer[N] {
	return &Summer[N]{}
}

func (s *Summer[N]) Sum(numbers ...N) N {
	// TODO: implement Sum.
	var zero N
	return zero
}

func (s *Summer[N]) Fold(list api.List[N], by api.Reduce[N, N]) (N, error) {
	var zero N
	return zero, fmt.Errorf("summer: Fold: %w", errors.ErrUnsupported)
}
