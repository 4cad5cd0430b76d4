module example.com/acme/inside

go 1.24
