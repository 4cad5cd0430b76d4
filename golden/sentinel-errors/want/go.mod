module example.com/acme/errs

go 1.24
