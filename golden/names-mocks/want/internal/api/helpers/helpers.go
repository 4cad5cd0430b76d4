// Package helpers implements api.Helpers.
package helpers

import "example.com/acme/mocknames/pkg/api"

var _ api.Helpers = (*Helpers)(nil)

// Helpers implements api.Helpers.
type Helpers struct{}

// New returns a new Helpers.
func New() *Helpers {
	return &Helpers{}
}

func (h *Helpers) Get() int {
	// TODO: implement Get.
	return 0
}

func (h *Helpers) GetFunc() int {
	// TODO: implement GetFunc.
	return 0
}

func (h *Helpers) GetCalls() int {
	// TODO: implement GetCalls.
	return 0
}

func (h *Helpers) OnGet() {
	// TODO: implement OnGet.
}

func (h *Helpers) ResetCalls() {
	// TODO: implement ResetCalls.
}

func (h *Helpers) Stub() bool {
	// TODO: implement Stub.
	return false
}

func (h *Helpers) EXPECT() {
	// TODO: implement EXPECT.
}

func (h *Helpers) Calls() {
	// TODO: implement Calls.
}

func (h *Helpers) Mu() {
	// TODO: implement Mu.
}
