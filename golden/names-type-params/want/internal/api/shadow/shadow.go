// Package shadow implements api.Shadow.
package shadow

import "example.com/acme/typeparams/pkg/api"

func _[string_ any, nil_ comparable, error_ any]() {
	var _ api.Shadow[string_, nil_, error_] = (*Shadow[string_, nil_, error_])(nil)
}

// Shadow implements api.Shadow.
type Shadow[string_ any, nil_ comparable, error_ any] struct{}

// New returns a new Shadow.
func New[string_ any, nil_ comparable, error_ any]() *Shadow[string_, nil_, error_] {
	return &Shadow[string_, nil_, error_]{}
}

func (s *Shadow[string_, nil_, error_]) Do(string__ string_, nil__ nil_) (error_, string_) {
	// TODO: implement Do.
	var zero error_
	var zero1 string_
	return zero, zero1
}

func (s *Shadow[string_, nil_, error_]) Fail(bool) (err error_, any_ any) {
	// TODO: implement Fail.
	var zero error_
	return zero, nil
}
