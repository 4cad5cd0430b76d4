module example.com/acme/params

go 1.24
