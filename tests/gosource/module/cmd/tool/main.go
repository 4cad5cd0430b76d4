package main

type Exported int

func main() {}
