module example.com/acme/embedding

go 1.24
