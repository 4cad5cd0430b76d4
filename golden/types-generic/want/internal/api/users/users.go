// Package users implements api.Users.
package users

import (
	"iter"

	"example.com/acme/generic/pkg/api"
)

var _ api.Users = (*Users)(nil)

// Users implements api.Users.
type Users struct{}

// New returns a new Users.
func New() *Users {
	return &Users{}
}

func (u *Users) Get(key string) (value api.User, ok bool) {
	// TODO: implement Get.
	return api.User{}, false
}

func (u *Users) Put(key string, values ...api.User) {
	// TODO: implement Put.
}

func (u *Users) Keys() iter.Seq[string] {
	// TODO: implement Keys.
	return func(func(string) bool) {}
}

func (u *Users) Tree() *api.Tree[string, api.User] {
	// TODO: implement Tree.
	return nil
}
