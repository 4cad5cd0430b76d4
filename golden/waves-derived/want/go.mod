module example.com/acme/derived

go 1.24
