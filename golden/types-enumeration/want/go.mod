module example.com/acme/enums

go 1.24
