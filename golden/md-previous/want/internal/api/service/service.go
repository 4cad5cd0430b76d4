// Package service implements api.Service.
package service

import (
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
)

var _ api.Service = (*Service)(nil)

// Service implements api.Service.
type Service struct{}

// New returns a new Service.
func New() *Service {
	return &Service{}
}

func (s *Service) Run(id string) error {
	return fmt.Errorf("service: Run: %w", errors.ErrUnsupported)
}
