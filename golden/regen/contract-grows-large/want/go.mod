module example.com/acme/grows

go 1.24
