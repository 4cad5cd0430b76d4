// Package replicationservice implements api.ReplicationService.
package replicationservice

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/objects/pkg/api"
)

var _ api.ReplicationService = (*ReplicationService)(nil)

// ReplicationService implements api.ReplicationService.
type ReplicationService struct{}

// New returns a new ReplicationService.
func New() *ReplicationService {
	return &ReplicationService{}
}

// Initialize sets up the service
func (r *ReplicationService) Initialize(ctx context.Context, config api.Config) error {
	return fmt.Errorf("replicationservice: Initialize: %w", errors.ErrUnsupported)
}

// Core operations
func (r *ReplicationService) Start(ctx context.Context, bucket string) error {
	return fmt.Errorf("replicationservice: Start: %w", errors.ErrUnsupported)
}

func (r *ReplicationService) Status(ctx context.Context, bucket string) (*api.Status, error) {
	return nil, fmt.Errorf("replicationservice: Status: %w", errors.ErrUnsupported)
}

func (r *ReplicationService) Copy(ctx context.Context, key string) error {
	return fmt.Errorf("replicationservice: Copy: %w", errors.ErrUnsupported)
}

// Lifecycle management
func (r *ReplicationService) Shutdown(ctx context.Context) error {
	return fmt.Errorf("replicationservice: Shutdown: %w", errors.ErrUnsupported)
}
