"""Existing Go packages as plans: what they declare for others, read without a Go toolchain."""
