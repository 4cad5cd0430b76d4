package index

// Mine was here first.
func Mine() {}
