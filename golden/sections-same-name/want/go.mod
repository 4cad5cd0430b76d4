module example.com/acme/versions

go 1.24
