// Package client implements client.Client.
package client

import (
	"errors"
	"fmt"

	client "example.com/acme/books/pkg/go-client"
)

var _ client.Client = (*Client)(nil)

// Client implements client.Client.
type Client struct{}

// New returns a new Client.
func New() *Client {
	return &Client{}
}

func (c *Client) Open() error {
	return fmt.Errorf("client: Open: %w", errors.ErrUnsupported)
}
