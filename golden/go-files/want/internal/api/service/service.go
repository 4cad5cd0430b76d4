// Package service implements api.Service.
package service

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/files/pkg/api"
)

var _ api.Service = (*Service)(nil)

// Service implements api.Service.
type Service struct{}

// New returns a new Service.
func New() *Service {
	return &Service{}
}

func (s *Service) Do(ctx context.Context, request api.Request) (api.Response, error) {
	return api.Response{}, fmt.Errorf("service: Do: %w", errors.ErrUnsupported)
}
