module example.com/other/place

go 1.24
