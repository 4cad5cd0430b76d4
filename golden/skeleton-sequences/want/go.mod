module example.com/acme/sequences

go 1.24
