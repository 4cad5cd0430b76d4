module example.com/acme/jobs

go 1.24
