module example.com/acme/additions

go 1.24
