module example.com/acme/typeparams

go 1.24
