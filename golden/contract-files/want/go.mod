module example.com/acme/files

go 1.24
