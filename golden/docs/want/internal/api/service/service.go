//lint:file-ignore SA1019 api.Service is deprecated and still part of the plan

// Package service implements api.Service.
package service

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/docs/pkg/api"
)

var _ api.Service = (*Service)(nil)

// Service implements api.Service.
type Service struct{}

// New returns a new Service.
func New() *Service {
	return &Service{}
}

// //go:noinline is no directive here.
// Go:generate neither, nor
// +Build linux and #cgo LDFLAGS: -lm
func (s *Service) Do(ctx context.Context) error {
	return fmt.Errorf("service: Do: %w", errors.ErrUnsupported)
}

// Ends with */ and has `backticks`, "quotes", \backslashes, ünïcödé, 日本語 and 🎉.
func (s *Service) End() {
	// TODO: implement End.
}

//	Begins with spaces.
//
// Has many empty lines.
func (s *Service) Spaces() {
	// TODO: implement Spaces.
}
