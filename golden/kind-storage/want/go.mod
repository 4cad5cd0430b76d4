module example.com/acme/blobs

go 1.24
