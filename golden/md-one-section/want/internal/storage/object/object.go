// Package object implements storage.Object.
package object

import "example.com/acme/keep/pkg/storage"

var _ storage.Object = (*Object)(nil)

// Object implements storage.Object.
type Object struct{}

// New returns a new Object.
func New() *Object {
	return &Object{}
}

func (o *Object) Name() string {
	return "object"
}
