module example.com/acme/functions

go 1.24
