module example.com/acme/values

go 1.24
