package store

// keys are what vaults are opened with.
var keys = []string{"one"}

var _ = keys
