// Package errors has a name that is taken.
package errors

// New makes one.
func New() error { return nil }
