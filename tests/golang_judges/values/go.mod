module scaffold.test/decls

go 1.26
