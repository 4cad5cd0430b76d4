package vault

// keys are what vaults are opened with.
var keys = []string{"one"}

var _ = keys
