// Package store keeps things.
//
// It has kept them for long.
package store
