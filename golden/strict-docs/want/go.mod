module example.com/acme/documented

go 1.24
