package store

import "example.com/acme/objects/pkg/api"

type client struct{ api int }

func (c *client) Object() int { return c.api }

func (c *client) Get(id string) int { return len(id) }

func parameter(api *client) int { return api.Object() }

func result() (api client) {
	api.Object()
	return
}

func (api client) receiver() int { return api.Object() }

func local(all []*client, one any) {
	first := api.Object{ID: "x"}
	api := &client{api: len(first.ID)}
	api.Object()
	for _, api := range all {
		api.Object()
	}
	if api := all[0]; api.Object() > 0 {
		api.Object()
	}
	switch api := one.(type) {
	case *client:
		api.Object()
	}
	func(api *client) { api.Object() }(api)
	api.Get("x")
}

type decorator struct{ api.Store }

func (d decorator) twice(s *Store) (*api.Object, error) {
	if _, err := s.Get("x"); err != nil {
		return nil, err
	}
	return d.Get("x")
}
