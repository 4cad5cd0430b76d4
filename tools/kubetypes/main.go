// kubetypes prints the schemas of Kubernetes' own API types as controller-gen sees them: one JSON object with "schemas",
// import path → type → schema, references unresolved, and "refused", import path → the types that controller-gen
// complains of. Its argument is the directory of a module that requires the packages; the packages follow.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"

	"golang.org/x/tools/go/packages"
	"sigs.k8s.io/controller-tools/pkg/crd"
	"sigs.k8s.io/controller-tools/pkg/loader"
	"sigs.k8s.io/controller-tools/pkg/markers"
)

func main() {
	roots, err := loader.LoadRootsWithConfig(&packages.Config{Dir: os.Args[1]}, os.Args[2:]...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	registry := &markers.Registry{}
	generator := crd.Generator{}
	if err := generator.RegisterMarkers(registry); err != nil {
		panic(err)
	}
	parser := &crd.Parser{
		Collector: &markers.Collector{Registry: registry},
		Checker:   &loader.TypeChecker{NodeFilters: []loader.NodeFilter{generator.CheckFilter()}},
	}
	crd.AddKnownTypes(parser)
	for _, root := range roots {
		parser.NeedPackage(root)
	}
	wanted := map[string]bool{}
	for _, root := range roots {
		wanted[root.PkgPath] = true
	}
	for ident, info := range parser.Types {
		if wanted[ident.Package.PkgPath] && info.RawSpec.Name.IsExported() && info.RawSpec.TypeParams == nil {
			parser.NeedSchemaFor(ident)
		}
	}
	out := map[string]map[string]apiextensionsv1.JSONSchemaProps{}
	for ident, schema := range parser.Schemata {
		// controller-gen knows the schema of a type that there is no more.
		if ident.Package.Types.Scope().Lookup(ident.Name) == nil {
			continue
		}
		path := loader.NonVendorPath(ident.Package.PkgPath)
		if out[path] == nil {
			out[path] = map[string]apiextensionsv1.JSONSchemaProps{}
		}
		out[path][ident.Name] = schema
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(map[string]any{"schemas": out, "refused": refused(parser)}); err != nil {
		panic(err)
	}
}

// refused finds the types in whose declarations controller-gen's complaints lie.
func refused(parser *crd.Parser) map[string][]string {
	out := map[string][]string{}
	for ident, info := range parser.Types {
		files := ident.Package.Fset
		begin, end := files.Position(info.RawSpec.Pos()), files.Position(info.RawSpec.End())
		for _, problem := range ident.Package.Errors {
			if problem.Kind == packages.TypeError {
				continue
			}
			at := strings.LastIndex(problem.Pos, ":")
			if at < 0 {
				continue
			}
			colon := strings.LastIndex(problem.Pos[:at], ":")
			line, err := strconv.Atoi(problem.Pos[colon+1 : at])
			if err == nil && problem.Pos[:colon] == begin.Filename && begin.Line <= line && line <= end.Line {
				path := loader.NonVendorPath(ident.Package.PkgPath)
				out[path] = append(out[path], ident.Name)
				break
			}
		}
	}
	return out
}
