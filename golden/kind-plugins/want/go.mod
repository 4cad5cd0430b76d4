module example.com/acme/editor

go 1.24
