// Package service implements api.Service.
package service

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/crlf/pkg/api"
)

var _ api.Service = (*Service)(nil)

// Service implements api.Service.
type Service struct{}

// New returns a new Service.
func New() *Service {
	return &Service{}
}

// Serve serves.
func (s *Service) Serve(ctx context.Context, name string) error {
	return fmt.Errorf("service: Serve: %w", errors.ErrUnsupported)
}
