module example.com/acme/aliases

go 1.24
