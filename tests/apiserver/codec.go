package main

import (
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
)

// unstructuredCodec only ever sees the server's own errors: requests and answers are passed as bytes.
var unstructuredCodec = func() runtime.NegotiatedSerializer {
	scheme := runtime.NewScheme()
	must(apiextensionsv1.AddToScheme(scheme))
	return serializer.NewCodecFactory(scheme).WithoutConversion()
}()
