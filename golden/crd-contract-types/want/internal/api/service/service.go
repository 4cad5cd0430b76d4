// Package service implements api.Service.
package service

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
	v1 "example.com/acme/objects/pkg/apis/objects/v1"
)

var _ api.Service = (*Service)(nil)

// Service implements api.Service.
type Service struct{}

// New returns a new Service.
func New() *Service {
	return &Service{}
}

func (s *Service) Get(ctx context.Context, name string) (*v1.Bucket, error) {
	return nil, fmt.Errorf("service: Get: %w", errors.ErrUnsupported)
}

func (s *Service) List(ctx context.Context) (*v1.BucketList, error) {
	return nil, fmt.Errorf("service: List: %w", errors.ErrUnsupported)
}
