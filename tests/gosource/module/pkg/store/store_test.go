package store

type InTest int
