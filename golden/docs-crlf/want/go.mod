module example.com/acme/crlf

go 1.24
