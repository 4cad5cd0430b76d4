module example.com/acme/books

go 1.24
