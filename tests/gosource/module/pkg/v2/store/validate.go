package store

type V2 struct{}
