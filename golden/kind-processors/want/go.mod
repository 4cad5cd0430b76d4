module example.com/acme/media

go 1.24
