module example.com/acme/stubs

go 1.24
