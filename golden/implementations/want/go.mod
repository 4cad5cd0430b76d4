module example.com/acme/impls

go 1.24
