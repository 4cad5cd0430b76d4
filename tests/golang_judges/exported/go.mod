module scaffold.test/exported

go 1.26
