// Command objects is nobody's but its author's.
package main

import (
	"context"
	"net/http"

	"example.com/acme/objects/internal/api/store"
	contract "example.com/acme/objects/pkg/api"
)

func main() {
	var objects contract.Store = store.New()
	_ = objects.Put(context.Background(), &contract.Object{ID: "one"})
	_, _ = objects.Get(context.Background(), http.Header{}.Get("id"))
}
