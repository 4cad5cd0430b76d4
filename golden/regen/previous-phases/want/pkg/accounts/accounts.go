// Package accounts is what the first phase left behind; no plan of this repository writes it.
package accounts

import "context"

// ID is the number of an account.
type ID string

// Account is an account.
type Account struct {
	ID   ID
	Name string
}

// Finder finds accounts.
type Finder interface {
	Find(ctx context.Context, id ID) (*Account, error)
}
