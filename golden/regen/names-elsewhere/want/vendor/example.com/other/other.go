// Package other is no part of the module.
package other

import _ "example.com/acme/objects/pkg/api"
