package store

// Handle is a file.
type Handle int
