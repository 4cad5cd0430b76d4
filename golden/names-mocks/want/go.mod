module example.com/acme/mocknames

go 1.24
