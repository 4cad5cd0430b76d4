module example.com/acme/gateway

go 1.24
