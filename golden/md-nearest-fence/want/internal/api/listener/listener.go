// Package listener implements api.Listener.
package listener

import "example.com/acme/objects/pkg/api"

var _ api.Listener = (*Listener)(nil)

// Listener implements api.Listener.
type Listener struct{}

// New returns a new Listener.
func New() *Listener {
	return &Listener{}
}

func (l *Listener) Changed(name string) {
	// TODO: implement Changed.
}
