module example.com/acme/standard

go 1.24
