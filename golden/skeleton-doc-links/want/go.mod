module example.com/acme/links

go 1.24
