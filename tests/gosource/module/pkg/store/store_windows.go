package store

type Handle uintptr
