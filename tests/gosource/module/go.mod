module example.com/acme/old

go 1.24

require (
	k8s.io/apimachinery v0.34.1
	example.org/else/sub v1.2.3 // indirect
)
