module example.com/acme/packages

go 1.24
