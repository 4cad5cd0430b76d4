module example.com/acme/literals

go 1.26
