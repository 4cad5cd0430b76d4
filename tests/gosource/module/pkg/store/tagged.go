// Copyright.

//go:build (darwin || ignored) && !go1.30

package store

type Tagged int
