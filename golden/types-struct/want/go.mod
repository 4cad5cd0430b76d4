module example.com/acme/structs

go 1.24
