module example.com/acme/objects

go 1.24
