// Command decls prints, as JSON, the top-level declarations that go/parser finds in Go files.
//
// The files are its arguments; with none it reads one from standard input. A file without a package clause gets one.
// The output is an array with one object a file, in the order given. tests/judges/declarations.py describes its shape
// and makes the same shape from scaffold's own trees, so that the two can be compared as values.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"io"
	"os"
	"strconv"
	"strings"
)

type (
	// node is a JSON array whose first element says what it is: ["slice", ["name", "", "byte", []]].
	node = []any
	// object is a JSON object.
	object = map[string]any
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(names []string) error {
	files := []object{}
	if len(names) == 0 {
		names = []string{"-"}
	}
	for _, name := range names {
		var text []byte
		var err error
		if name == "-" {
			text, err = io.ReadAll(os.Stdin)
		} else {
			text, err = os.ReadFile(name)
		}
		if err != nil {
			return err
		}
		file, err := describe(name, string(text))
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(files)
}

// describer prints expressions with the positions of one file.
type describer struct{ set *token.FileSet }

func describe(name, text string) (object, error) {
	d := describer{token.NewFileSet()}
	mode := parser.ParseComments | parser.SkipObjectResolution
	file, err := parser.ParseFile(d.set, name, text, mode)
	if err != nil && strings.Contains(err.Error(), "expected 'package'") {
		d = describer{token.NewFileSet()}
		file, err = parser.ParseFile(d.set, name, "package _;"+text, mode)
	}
	if err != nil {
		return nil, err
	}
	imports := []object{}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		alias := ""
		if spec.Name != nil {
			alias = spec.Name.Name
		}
		imports = append(imports, object{"alias": alias, "path": path})
	}
	decls := []object{}
	for _, decl := range file.Decls {
		decls = append(decls, d.decl(decl)...)
	}
	return object{
		"file": name, "package": file.Name.Name, "doc": comment(file.Doc), "generated": ast.IsGenerated(file),
		"imports": imports, "decls": decls,
	}, nil
}

func (d describer) decl(decl ast.Decl) []object {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		return []object{d.function(decl)}
	case *ast.GenDecl:
		switch decl.Tok {
		case token.TYPE:
			types := []object{}
			for _, spec := range decl.Specs {
				types = append(types, d.typeSpec(decl, spec.(*ast.TypeSpec)))
			}
			return types
		case token.CONST, token.VAR:
			return []object{d.values(decl)}
		}
	}
	return nil // imports
}

func (d describer) typeSpec(decl *ast.GenDecl, spec *ast.TypeSpec) object {
	doc := spec.Doc
	if doc == nil && !decl.Lparen.IsValid() {
		doc = decl.Doc
	}
	return object{
		"kind": "type", "name": spec.Name.Name, "type_params": d.typeParams(spec.TypeParams), "type": d.typ(spec.Type),
		"alias": spec.Assign.IsValid(), "doc": comment(doc), "comment": comment(spec.Comment),
	}
}

func (d describer) values(decl *ast.GenDecl) object {
	specs := []object{}
	for _, spec := range decl.Specs {
		spec := spec.(*ast.ValueSpec)
		names, values := []string{}, []string{}
		for _, name := range spec.Names {
			names = append(names, name.Name)
		}
		for _, value := range spec.Values {
			values = append(values, d.print(value))
		}
		var typ any
		if spec.Type != nil {
			typ = d.typ(spec.Type)
		}
		doc := spec.Doc
		if doc == nil && !decl.Lparen.IsValid() {
			doc = decl.Doc
		}
		specs = append(specs, object{
			"names": names, "type": typ, "values": values, "doc": comment(doc), "comment": comment(spec.Comment),
		})
	}
	return object{"kind": "values", "keyword": decl.Tok.String(), "grouped": decl.Lparen.IsValid(), "specs": specs}
}

func (d describer) function(decl *ast.FuncDecl) object {
	var receiver any
	if decl.Recv != nil {
		name := ""
		if names := decl.Recv.List[0].Names; len(names) > 0 {
			name = names[0].Name
		}
		receiver = object{"name": name, "type": d.typ(decl.Recv.List[0].Type)}
	}
	body := ""
	if decl.Body != nil {
		body = d.print(decl.Body)
	}
	return object{
		"kind": "func", "name": decl.Name.Name, "receiver": receiver, "type_params": d.typeParams(decl.Type.TypeParams),
		"params": d.params(decl.Type.Params), "results": d.params(decl.Type.Results), "doc": comment(decl.Doc), "body": body,
	}
}

func (d describer) typeParams(list *ast.FieldList) []node {
	params := []node{}
	if list == nil {
		return params
	}
	for _, field := range list.List {
		for _, name := range field.Names {
			params = append(params, node{name.Name, d.typ(field.Type)})
		}
	}
	return params
}

// params are [name, type, variadic]; the name of an unnamed one is empty.
func (d describer) params(list *ast.FieldList) []node {
	params := []node{}
	if list == nil {
		return params
	}
	for _, field := range list.List {
		typ, variadic := field.Type, false
		if dots, ok := typ.(*ast.Ellipsis); ok {
			typ, variadic = dots.Elt, true
		}
		if len(field.Names) == 0 {
			params = append(params, node{"", d.typ(typ), variadic})
		}
		for _, name := range field.Names {
			params = append(params, node{name.Name, d.typ(typ), variadic})
		}
	}
	return params
}

func (d describer) typ(expr ast.Expr) node {
	switch expr := expr.(type) {
	case *ast.Ident:
		return node{"name", "", expr.Name, []node{}}
	case *ast.SelectorExpr:
		return node{"name", d.print(expr.X), expr.Sel.Name, []node{}}
	case *ast.IndexExpr:
		return d.instance(expr.X, expr.Index)
	case *ast.IndexListExpr:
		return d.instance(expr.X, expr.Indices...)
	case *ast.ParenExpr:
		return d.typ(expr.X)
	case *ast.StarExpr:
		return node{"pointer", d.typ(expr.X)}
	case *ast.ArrayType:
		if expr.Len == nil {
			return node{"slice", d.typ(expr.Elt)}
		}
		return node{"array", d.print(expr.Len), d.typ(expr.Elt)}
	case *ast.MapType:
		return node{"map", d.typ(expr.Key), d.typ(expr.Value)}
	case *ast.ChanType:
		direction := map[ast.ChanDir]string{ast.SEND: "send", ast.RECV: "receive", ast.SEND | ast.RECV: "both"}
		return node{"chan", direction[expr.Dir], d.typ(expr.Value)}
	case *ast.FuncType:
		return node{"func", d.params(expr.Params), d.params(expr.Results)}
	case *ast.StructType:
		return node{"struct", d.fields(expr.Fields)}
	case *ast.InterfaceType:
		return node{"interface", d.elements(expr.Methods)}
	case *ast.UnaryExpr:
		return node{"tilde", d.typ(expr.X)}
	case *ast.BinaryExpr:
		return node{"union", d.terms(expr)}
	}
	return node{"unknown", fmt.Sprintf("%T", expr), d.print(expr)}
}

func (d describer) instance(generic ast.Expr, arguments ...ast.Expr) node {
	args := []node{}
	for _, argument := range arguments {
		args = append(args, d.typ(argument))
	}
	base := d.typ(generic)
	base[3] = args
	return base
}

func (d describer) terms(expr ast.Expr) []node {
	if union, ok := expr.(*ast.BinaryExpr); ok {
		return append(d.terms(union.X), d.terms(union.Y)...)
	}
	return []node{d.typ(expr)}
}

// fields are one object a name; an embedded field has the empty name.
func (d describer) fields(list *ast.FieldList) []object {
	fields := []object{}
	for _, field := range list.List {
		tag := ""
		if field.Tag != nil {
			// The parser has accepted the literal, so it unquotes.
			tag, _ = strconv.Unquote(field.Tag.Value)
		}
		names := []string{}
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
		if len(names) == 0 {
			names = []string{""}
		}
		for _, name := range names {
			fields = append(fields, object{
				"name": name, "type": d.typ(field.Type), "tag": tag, "doc": comment(field.Doc),
				"comment": comment(field.Comment),
			})
		}
	}
	return fields
}

// elements of an interface in source order: methods have a name, embedded ones and unions the empty one.
func (d describer) elements(list *ast.FieldList) []object {
	elements := []object{}
	for _, field := range list.List {
		name := ""
		if len(field.Names) > 0 {
			name = field.Names[0].Name
		}
		elements = append(elements, object{
			"name": name, "type": d.typ(field.Type), "doc": comment(field.Doc), "comment": comment(field.Comment),
		})
	}
	return elements
}

func (d describer) print(expr any) string {
	var text strings.Builder
	if err := printer.Fprint(&text, d.set, expr); err != nil {
		return err.Error()
	}
	return text.String()
}

// comment is the text of the comment without its markers, directives included: they are what may not arise.
func comment(group *ast.CommentGroup) string {
	if group == nil {
		return ""
	}
	lines := []string{}
	for _, comment := range group.List {
		if text, ok := strings.CutPrefix(comment.Text, "//"); ok {
			lines = append(lines, strings.TrimRight(strings.TrimPrefix(text, " "), " \t"))
			continue
		}
		inner := strings.TrimSuffix(strings.TrimPrefix(comment.Text, "/*"), "*/")
		lines = append(lines, strings.Split(strings.TrimSpace(inner), "\n")...)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
