module scaffold.test/unicode

go 1.26
