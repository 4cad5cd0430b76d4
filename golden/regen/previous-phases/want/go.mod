module example.com/acme/second

go 1.24
