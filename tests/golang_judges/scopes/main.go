// Command scopes prints, as JSON, what go/types says of each identifier in the Go packages of some folders.
//
// The folders are its arguments: paths of the standard library, or directories. The output is an object: for each file
// a list of [offset, role, where]. tests/golang/test_scope.py describes the roles and makes the same of scaffold's own.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
)

type entry [3]any

func main() {
	build.Default.CgoEnabled = false
	found := map[string][]entry{}
	fset := token.NewFileSet()
	config := types.Config{Importer: importer.ForCompiler(fset, "source", nil), Error: func(error) {}, FakeImportC: true}
	for _, folder := range os.Args[1:] {
		if err := describe(fset, &config, folder, found); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func describe(fset *token.FileSet, config *types.Config, folder string, found map[string][]entry) error {
	var pkg *build.Package
	var err error
	if filepath.IsAbs(folder) {
		pkg, err = build.ImportDir(folder, 0)
	} else {
		pkg, err = build.Import(folder, "", 0)
	}
	if err != nil {
		return err
	}
	var files []*ast.File
	for _, name := range append(pkg.GoFiles, pkg.TestGoFiles...) {
		file, err := parser.ParseFile(fset, filepath.Join(pkg.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	info := types.Info{
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
	}
	checked, _ := config.Check(pkg.ImportPath, fset, files, &info)
	for _, file := range files {
		name := fset.File(file.Pos()).Name()
		list := []entry{}
		ast.Inspect(file, func(node ast.Node) bool {
			id, ok := node.(*ast.Ident)
			if !ok || id == file.Name || id.Name == "_" || id.Name == "." {
				return true
			}
			object := info.Uses[id]
			if object == nil {
				object = info.Defs[id]
			}
			role, where := meaning(fset, checked, file, object)
			if object == nil {
				if _, defined := info.Defs[id]; defined {
					role, where = "local", fset.Position(id.Pos()).Offset // the variable of a type switch
				}
			}
			list = append(list, entry{fset.Position(id.Pos()).Offset, role, where})
			return true
		})
		found[name] = list
	}
	return nil
}

func meaning(fset *token.FileSet, pkg *types.Package, file *ast.File, object types.Object) (string, any) {
	switch object := object.(type) {
	case nil:
		return "unknown", nil
	case *types.PkgName:
		return "import", object.Imported().Path()
	case *types.Label:
		return "label", nil
	case *types.Var:
		if object.IsField() {
			return "member", nil
		}
	case *types.Func:
		if object.Signature().Recv() != nil {
			return "member", nil
		}
	}
	position := fset.Position(object.Pos())
	here := position.IsValid() && position.Filename == fset.File(file.Pos()).Name()
	switch {
	case object.Parent() == types.Universe || object.Pkg() == nil:
		return "elsewhere", nil
	case object.Pkg() != pkg:
		if dotted(file, object.Pkg().Path()) {
			return "elsewhere", nil
		}
		return "member", nil
	case object.Parent() == pkg.Scope() || object.Parent() == nil && object.Name() == "init":
		if here {
			return "package", position.Offset
		}
		return "elsewhere", nil
	default:
		return "local", position.Offset
	}
}

func dotted(file *ast.File, path string) bool {
	for _, spec := range file.Imports {
		if spec.Name != nil && spec.Name.Name == "." && strings.Trim(spec.Path.Value, `"`) == path {
			return true
		}
	}
	return false
}
