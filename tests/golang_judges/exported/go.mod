module example.com/judges/exported

go 1.24
