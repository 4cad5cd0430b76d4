module example.com/acme/imports

go 1.24
