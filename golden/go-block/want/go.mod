module example.com/acme/plain

go 1.24
