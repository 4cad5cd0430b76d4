// Package service implements api.Service.
package service

import (
	"example.com/other/place/pkg/answers"
	"example.com/other/place/pkg/api"
)

var _ api.Service = (*Service)(nil)

// Service implements api.Service.
type Service struct{}

// New returns a new Service.
func New() *Service {
	return &Service{}
}

func (s *Service) Serve() answers.Answer {
	// TODO: implement Serve.
	return ""
}
