package apimock_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"

	"example.com/mocked/pkg/api"
	"example.com/mocked/pkg/api/apimock"
)

type key struct{}

func panicOf(f func()) (message any) {
	defer func() { message = recover() }()
	f()
	return nil
}

func TestUnsetFieldPanicsAndNamesItself(t *testing.T) {
	var store apimock.Store
	got := panicOf(func() { _ = store.Put(context.Background(), "a", nil) })
	if got != "apimock.Store.Put: PutFunc is not set" {
		t.Fatalf("panic: %v", got)
	}
	if len(store.PutCalls()) != 1 {
		t.Fatal("the call was not recorded")
	}
}

func TestStubReturnsZeroValues(t *testing.T) {
	store := apimock.Store{Stub: true}
	value, err := store.Get("a")
	if value != nil || err != nil {
		t.Fatal(value, err)
	}
	store.Touch("a", "b")
}

func TestFieldAnswersAndCallsAreRecordedInOrder(t *testing.T) {
	wrong := errors.New("wrong")
	store := apimock.Store{PutFunc: func(_ context.Context, id string, _ []byte) error {
		if id == "b" {
			return wrong
		}
		return nil
	}}
	ctx := context.WithValue(context.Background(), key{}, 1)
	buffer := []byte("one")
	if err := store.Put(ctx, "a", buffer); err != nil {
		t.Fatal(err)
	}
	copy(buffer, "two")
	if err := store.Put(ctx, "b", buffer); !errors.Is(err, wrong) {
		t.Fatal(err)
	}
	want := []apimock.StorePutCall{{Ctx: ctx, ID: "a", Value: []byte("one")}, {Ctx: ctx, ID: "b", Value: []byte("two")}}
	if got := store.PutCalls(); !reflect.DeepEqual(got, want) {
		t.Fatal(got)
	}
	store.PutCalls()[0].ID = "changed"
	if store.PutCalls()[0].ID != "a" {
		t.Fatal("the record is the caller's")
	}
	store.ResetCalls()
	if got := store.PutCalls(); len(got) != 0 {
		t.Fatal(got)
	}
}

func TestSlicesAreCopiedOneLevelAlsoBehindNames(t *testing.T) {
	store := apimock.Store{Stub: true}
	keys, raw, tags := []string{"a"}, json.RawMessage("{}"), api.Tags{"t"}
	store.Touch(keys...)
	store.Raw(raw, tags, [2]byte{1, 2})
	keys[0], raw[0], tags[0] = "x", 'x', "x"
	if got := store.TouchCalls()[0].Keys; got[0] != "a" {
		t.Fatal(got)
	}
	if got := store.RawCalls()[0]; string(got.Raw) != "{}" || got.Tags[0] != "t" {
		t.Fatal(got)
	}
	store.Touch()
	if got := store.TouchCalls()[1].Keys; got != nil {
		t.Fatal("nil became something")
	}
	_ = store.Put(context.Background(), "", []byte{})
	if got := store.PutCalls()[0].Value; got == nil {
		t.Fatal("empty became nil")
	}
	wide := apimock.Wide{Stub: true}
	wide.Put("k", &api.Node{})
	if n, err := wide.Read(make([]byte, 3)); n != 0 || err != nil || len(wide.ReadCalls()) != 1 {
		t.Fatal(n, err)
	}
}

func TestRecordFieldsHaveGoNames(t *testing.T) {
	call := apimock.StoreClashCall{ID: "1", ID2: "2", Arg3: "3", Arg32: 4, Arg5: true, Ñandú: "6", Arg7: "7"}
	store := apimock.Store{Stub: true}
	store.Clash("1", "2", "3", 4, true, "6", "7")
	if got := store.ClashCalls(); got[0] != call {
		t.Fatal(got)
	}
}

func TestAwkwardNames(t *testing.T) {
	awkward := apimock.Awkward{LocalsFunc: func(m, mock, recv, fn, stub, answer, r0, zero int) (int, error) {
		return m + mock + recv + fn + stub + answer + r0 + zero, nil
	}}
	if got, err := awkward.Locals(1, 2, 3, 4, 5, 6, 7, 8); got != 36 || err != nil {
		t.Fatal(got, err)
	}
	if call := awkward.LocalsCalls()[0]; call.R0 != 7 || call.Zero != 8 {
		t.Fatal(call)
	}
}

func TestMethodsKeepTheirNamesHelpersGiveWay(t *testing.T) {
	helpers := apimock.Helpers{Stub_: true}
	var _ api.Helpers = &helpers
	helpers.OnGet_(func() int { return 7 })
	if helpers.Get() != 7 || len(helpers.GetCalls_()) != 1 || helpers.GetFunc_ == nil {
		t.Fatal("Get's helpers")
	}
	helpers.GetCallsFunc = func() int { return 8 }
	if helpers.GetCalls() != 8 || len(helpers.GetCallsCalls()) != 1 {
		t.Fatal("GetCalls' helpers")
	}
	helpers.ResetCalls_()
	if len(helpers.GetCalls_()) != 0 {
		t.Fatal("not reset")
	}
}

func TestGenerics(t *testing.T) {
	cache := apimock.Cache[string, int]{GetFunc: func(string) (int, bool) { return 1, true }}
	var _ api.Cache[string, int] = &cache
	if value, ok := cache.Get("a"); value != 1 || !ok || cache.GetCalls()[0].Key != "a" {
		t.Fatal(value, ok)
	}
	numbers := apimock.Numbers[int, []int]{Stub: true}
	if numbers.Max([]int{1}) != 0 {
		t.Fatal("not zero")
	}
}

func TestAliasesAndDefinedTypesHaveMocks(t *testing.T) {
	var _ api.Alias = &apimock.Alias{}
	var _ api.Reader = &apimock.Reader{}
	var _ api.Defined = &apimock.Defined{}
	var _ api.Empty = &apimock.Empty{}
	var _ fmt.Stringer = &apimock.Wide{}
}

func TestEverythingAtOnce(t *testing.T) {
	var store apimock.Store
	store.OnTouch(func(...string) {})
	var group sync.WaitGroup
	for range 8 {
		group.Add(4)
		go func() { defer group.Done(); store.Touch("a") }()
		go func() { defer group.Done(); store.OnTouch(func(...string) {}) }()
		go func() { defer group.Done(); store.TouchCalls() }()
		go func() { defer group.Done(); store.ResetCalls() }()
	}
	group.Wait()
}
