module example.com/acme/index

go 1.24
