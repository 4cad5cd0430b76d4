module example.com/acme/across

go 1.24
