module example.com/acme/docs

go 1.24
