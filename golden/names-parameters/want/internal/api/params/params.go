// Package params implements api.Params.
package params

import (
	"context"
	"encoding/json"
	errors2 "errors"
	fmt2 "fmt"
	"net/http"
	time2 "time"

	api2 "example.com/acme/params/pkg/api"
)

var _ api2.Params = (*Params)(nil)

// Params implements api.Params.
type Params struct{}

// New returns a new Params.
func New() *Params {
	return &Params{}
}

func (impl *Params) Builtins(len_ int, append_, nil_, panic_ string, string_ bool, error_ int, any_, true_ []byte) error {
	return fmt2.Errorf("params: Builtins: %w", errors2.ErrUnsupported)
}

func (impl *Params) Locals(m, mock, recv, fn, stub, r0, zero, p int) (r1 int, err error) {
	return 0, fmt2.Errorf("params: Locals: %w", errors2.ErrUnsupported)
}

func (impl *Params) Imports(time time2.Time, fmt string, errors []error, params bool) (api time2.Duration) {
	// TODO: implement Imports.
	return 0
}

func (impl *Params) Unnamed(context.Context, string, ...[]byte) ([]byte, error) {
	return nil, fmt2.Errorf("params: Unnamed: %w", errors2.ErrUnsupported)
}

func (impl *Params) Blank(_ context.Context, _, _ string, rest ...int) (_ int, _ error) {
	return 0, fmt2.Errorf("params: Blank: %w", errors2.ErrUnsupported)
}

func (impl *Params) Numbered(id, ID, Id string, arg1 int, _ bool, ñandú, 名 string) {
	// TODO: implement Numbered.
}

func (impl *Params) Grouped(a, b, c int, d, e string) (x, y float64, err error) {
	return 0, 0, fmt2.Errorf("params: Grouped: %w", errors2.ErrUnsupported)
}

func (impl *Params) Literals(s struct{ A, B int }, i interface{ M() }, f func(x, y int) (z int)) struct{ C int } {
	// TODO: implement Literals.
	return struct{ C int }{}
}

func (impl *Params) Channels(in <-chan int, out chan<- int, both chan (<-chan int)) <-chan chan<- int {
	// TODO: implement Channels.
	return nil
}

func (impl *Params) Slices(names api2.Names, bytes []byte, raw json.RawMessage, fixed [2]byte, header http.Header) {
	// TODO: implement Slices.
}
