// Package limited implements api.Limited.
package limited

import "example.com/acme/literals/pkg/api"

func _[P interface {
	~int
	M()
}, Q ~[]struct {
	A int
	B int
}]() {
	var _ api.Limited[P, Q] = (*Limited[P, Q])(nil)
}

// Limited implements api.Limited.
type Limited[P interface {
	~int
	M()
}, Q ~[]struct {
	A int
	B int
}] struct{}

// New returns a new Limited.
func New[P interface {
	~int
	M()
}, Q ~[]struct {
	A int
	B int
}]() *Limited[P, Q] {
	return &Limited[P, Q]{}
}

func (l *Limited[P, Q]) Get(p P) (Q, map[string]Q) {
	// TODO: implement Get.
	var zero Q
	return zero, nil
}
