module scaffold/tools/stdlib

go 1.24
