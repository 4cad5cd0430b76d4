module example.com/acme/defined

go 1.24
