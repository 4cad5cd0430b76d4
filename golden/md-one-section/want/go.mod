module example.com/acme/keep

go 1.24
