module example.com/acme/older

go 1.20
