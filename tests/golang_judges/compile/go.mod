module scaffold.test/compile

go 1.24
