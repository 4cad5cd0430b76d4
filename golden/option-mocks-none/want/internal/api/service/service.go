// Package service implements api.Service.
package service

import (
	"errors"
	"fmt"
	"io"

	"example.com/acme/nomocks/pkg/api"
)

var _ api.Service = (*Service)(nil)

// Service implements api.Service.
type Service struct{}

// New returns a new Service.
func New() *Service {
	return &Service{}
}

func (s *Service) Serve() (io.Reader, error) {
	return nil, fmt.Errorf("service: Serve: %w", errors.ErrUnsupported)
}
