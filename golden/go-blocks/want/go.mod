module example.com/acme/blocks

go 1.24
