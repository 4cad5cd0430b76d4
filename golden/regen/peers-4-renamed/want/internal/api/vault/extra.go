package vault

import "example.com/acme/objects/pkg/api"

// all is a helper in a file of its own.
func all(s *Vault) []*api.Object {
	var found []*api.Object
	for _, object := range s.objects {
		found = append(found, object)
	}
	return found
}

var _ = all
var _ api.Vault = New()
