package store

// #include <stdio.h>
import "C"

type Native C.int
