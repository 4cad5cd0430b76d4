module example.com/acme/sessions

go 1.24
