module example.com/acme/large

go 1.24
