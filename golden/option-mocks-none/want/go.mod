module example.com/acme/nomocks

go 1.24
