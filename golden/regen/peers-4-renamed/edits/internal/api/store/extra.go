package store

import "example.com/acme/objects/pkg/api"

// all is a helper in a file of its own.
func all(s *Store) []*api.Object {
	var found []*api.Object
	for _, object := range s.objects {
		found = append(found, object)
	}
	return found
}

var _ = all
var _ api.Store = New()
