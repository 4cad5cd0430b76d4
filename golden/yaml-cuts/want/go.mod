module example.com/acme/cuts

go 1.24
