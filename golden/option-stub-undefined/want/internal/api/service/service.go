// Package service implements api.Service.
package service

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/stubs/pkg/api"
)

var _ api.Service = (*Service)(nil)

// Service implements api.Service.
type Service struct{}

// New returns a new Service.
func New() *Service {
	return &Service{}
}

func (s *Service) Serve(ctx context.Context, request *api.Request, options ...api.Option) (api.Response, error) {
	return api.Response{}, fmt.Errorf("service: Serve: %w", errors.ErrUnsupported)
}

func (s *Service) Page(page api.Page[api.Request, string]) api.Request {
	// TODO: implement Page.
	return api.Request{}
}
