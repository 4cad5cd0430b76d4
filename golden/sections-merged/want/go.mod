module example.com/acme/merged

go 1.24
