package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"example.com/acme/old/pkg/store/inner"
)

// Store stores.
type Store[K comparable, V any] interface {
	// Put puts.
	Put(ctx context.Context, key K, value V, opts ...Option) error
	fmt.Stringer
	sealed(hidden)
}

// Option changes how.
type Option func(*options)

type options struct {
	depth int
	inner.Unused
}

type hidden struct{ deep *deeper }

type deeper struct{ n int }

type unneeded struct{}

// Object is one thing.
type Object struct {
	metav1.TypeMeta `json:",inline"`
	ID, Name        string
	mu, other       sync.Mutex
	cache           map[string]*unneeded
	Created         time.Time // when it was made
	base
}

type base struct{ Region string }

var (
	// ErrGone says that it is gone.
	ErrGone = errors.New("store: \"gone\"\t")
	ErrRaw  = errors.New(`store: raw`)
	errOwn  = errors.New("own")
)

// Kind says what it is.
type Kind int

const (
	KindA Kind = iota
	kindB
	KindC
)

// Sizes.
const (
	Small = 1
	large = 1 << shift
	Large = large
	shift = 10
	spare = 7
)

var Default = &Object{ID: "x"}
var Depth, width = 3, 4
var Now func() time.Time = time.Now
var Lost = time.Now
var Made = New("a")
var Hook = func(key string) error { return nil }
var Again = Default

// New makes one.
func New(id string) *Object {
	return &Object{ID: id}
}

// Region says where.
func (o *Object) RegionName() string { return o.base.Region }

func (o *Object) Long() int {
	a := 1
	b := 2
	c := 3
	d := 4
	e := 5
	return a + b + c + d + e
}

func (o *Object) DeepCopyInto(out *Object) {}

func (o *Object) private() {}

func helper() {}

// Uses a helper.
func Uses() { helper() }

type NotFound struct {
	what string
	u    *unneeded
}

func (e *NotFound) Error() string { return e.what + " was not found" }
func (e *NotFound) Hidden() bool  { return e.u != nil }
