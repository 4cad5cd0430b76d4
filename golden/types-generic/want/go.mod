module example.com/acme/generic

go 1.24
