module example.com/acme/waves

go 1.24
