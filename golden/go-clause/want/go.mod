module example.com/acme/clause

go 1.24
