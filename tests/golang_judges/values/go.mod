module scaffold.test/values

go 1.26
