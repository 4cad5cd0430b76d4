module scaffold.test/scopes

go 1.26
