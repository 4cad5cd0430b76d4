module example.com/acme/audit

go 1.24
