// Package service implements api.Service.
package service

import (
	"errors"
	"fmt"
	t "time"

	"example.com/acme/prose/pkg/api"
)

var _ api.Service = (*Service)(nil)

// Service implements api.Service.
type Service struct{}

// New returns a new Service.
func New() *Service {
	return &Service{}
}

func (s *Service) Serve(at t.Time) error {
	return fmt.Errorf("service: Serve: %w", errors.ErrUnsupported)
}
