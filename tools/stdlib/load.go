package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
)

// listed is what go list says about a package.
type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	ImportMap  map[string]string
	DepOnly    bool
	Module     *module
	Error      *struct{ Err string }
}

type module struct{ Path, Version string }

// pkg is a package whose facts are asked for.
type pkg struct {
	path       string
	types      *types.Package
	deprecated string
	module     *module
}

// program is a set of type-checked packages (declarations only).
type program struct {
	version    string // of the toolchain, e.g. go1.26.8
	goroot     string
	roots      []*pkg
	deprecated map[types.Object]string // what follows "Deprecated: " in the doc comment
}

// load type-checks the declarations of the packages and of all they import, from source.
func load(dir string, patterns []string) (*program, error) {
	env, err := goCommand("", "env", "GOVERSION", "GOROOT")
	if err != nil {
		return nil, err
	}
	words := strings.Fields(string(env))
	prog := &program{version: words[0], goroot: words[1], deprecated: map[types.Object]string{}}

	args := append([]string{"list", "-deps", "-json=ImportPath,Dir,GoFiles,ImportMap,DepOnly,Module,Error", "--"}, patterns...)
	text, err := goCommand(dir, args...)
	if err != nil {
		return nil, err
	}
	done := map[string]*types.Package{"unsafe": types.Unsafe}
	for decoder := json.NewDecoder(bytes.NewReader(text)); ; {
		var item listed
		if err := decoder.Decode(&item); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if item.Error != nil {
			return nil, fmt.Errorf("%s: %s", item.ImportPath, item.Error.Err)
		}
		p, err := prog.check(item, done)
		if err != nil {
			return nil, err
		}
		done[item.ImportPath] = p.types
		if !item.DepOnly {
			prog.roots = append(prog.roots, p)
		}
	}
	sort.Slice(prog.roots, func(i, j int) bool { return prog.roots[i].path < prog.roots[j].path })
	return prog, nil
}

// goCommand runs go for linux/amd64 without cgo. Outside any module unless a folder is given.
func goCommand(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64", "GOWORK=off")
	if dir == "" {
		cmd.Dir = os.TempDir()
		cmd.Env = append(cmd.Env, "GO111MODULE=off", "GOFLAGS=")
	}
	cmd.Stderr = os.Stderr
	return cmd.Output()
}

// mapped resolves import paths as the importing package sees them (the standard library vendors a few).
type mapped struct {
	names map[string]string
	done  map[string]*types.Package
}

func (m mapped) Import(path string) (*types.Package, error) {
	if real, ok := m.names[path]; ok {
		path = real
	}
	if p, ok := m.done[path]; ok {
		return p, nil
	}
	return nil, fmt.Errorf("%s was not loaded", path)
}

func (prog *program) check(item listed, done map[string]*types.Package) (*pkg, error) {
	result := &pkg{path: item.ImportPath, module: item.Module}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range item.GoFiles {
		file, err := parser.ParseFile(fset, filepath.Join(item.Dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
		if text := deprecation(file.Doc); text != "" {
			result.deprecated = text
		}
	}
	if item.ImportPath == "unsafe" {
		result.types = types.Unsafe
		return result, nil
	}
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}}
	config := types.Config{
		Importer:         mapped{item.ImportMap, done},
		IgnoreFuncBodies: true,
		FakeImportC:      true,
		Sizes:            types.SizesFor("gc", "amd64"),
	}
	checked, err := config.Check(item.ImportPath, fset, files, info)
	if err != nil {
		return nil, err
	}
	result.types = checked
	for _, file := range files {
		prog.noteDeprecations(file, info)
	}
	return result, nil
}

// noteDeprecations finds the doc comments that staticcheck's SA1019 looks at.
func (prog *program) noteDeprecations(file *ast.File, info *types.Info) {
	note := func(names []*ast.Ident, docs ...*ast.CommentGroup) {
		for _, doc := range docs {
			if text := deprecation(doc); text != "" {
				for _, name := range names {
					prog.deprecated[info.Defs[name]] = text
				}
				return
			}
		}
	}
	ast.Inspect(file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncDecl:
			note([]*ast.Ident{node.Name}, node.Doc)
			return false
		case *ast.GenDecl:
			for _, spec := range node.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					note([]*ast.Ident{spec.Name}, spec.Doc, node.Doc)
				case *ast.ValueSpec:
					note(spec.Names, spec.Doc, node.Doc)
				}
			}
		case *ast.Field:
			note(node.Names, node.Doc)
		}
		return true
	})
}

// deprecation returns what follows "Deprecated: " at the head of a paragraph, on one line.
func deprecation(doc *ast.CommentGroup) string {
	for _, paragraph := range strings.Split(doc.Text(), "\n\n") {
		if text, ok := strings.CutPrefix(paragraph, "Deprecated: "); ok {
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return ""
}
