// Package orderservice implements api.OrderService.
package orderservice

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/orders/pkg/api"
)

var _ api.OrderService = (*OrderService)(nil)

// OrderService implements api.OrderService.
type OrderService struct{}

// New returns a new OrderService.
func New() *OrderService {
	return &OrderService{}
}

// Place takes an order and returns the number it goes by.
func (o *OrderService) Place(ctx context.Context, order api.Order) (id string, err error) {
	return "", fmt.Errorf("orderservice: Place: %w", errors.ErrUnsupported)
}

func (o *OrderService) Find(ctx context.Context, id string) (*api.Order, error) {
	return nil, fmt.Errorf("orderservice: Find: %w", errors.ErrUnsupported)
}

func (o *OrderService) Count() int {
	// TODO: implement Count.
	return 0
}
