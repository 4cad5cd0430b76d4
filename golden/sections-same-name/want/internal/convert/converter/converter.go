// Package converter implements convert.Converter.
package converter

import (
	"example.com/acme/versions/pkg/convert"
	"example.com/acme/versions/pkg/v1/types"
	types2 "example.com/acme/versions/pkg/v2/types"
)

var _ convert.Converter = (*Converter)(nil)

// Converter implements convert.Converter.
type Converter struct{}

// New returns a new Converter.
func New() *Converter {
	return &Converter{}
}

func (c *Converter) Up(old types.Old) types2.New {
	// TODO: implement Up.
	return types2.New{}
}

func (c *Converter) Down(value types2.New) (old types.Old, lost bool) {
	// TODO: implement Down.
	return types.Old{}, false
}
