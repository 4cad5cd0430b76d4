package x

type X int
