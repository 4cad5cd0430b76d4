module example.com/acme/settled

go 1.24
