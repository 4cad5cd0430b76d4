module example.com/acme/deprecated

go 1.24
