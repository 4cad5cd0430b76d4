package store

type Sound int

type Broken struct {
	A int int
}

func (
