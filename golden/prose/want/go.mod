module example.com/acme/prose

go 1.25
