// Command exported lists the exported declarations of a Go package that another package lacks, or declares otherwise.
//
//	exported FOLDER PACKAGE OTHER-FOLDER OTHER-PACKAGE
//
// PACKAGE is an import path that is listed from FOLDER. A line of the answer is a JSON object: the name (Type.Member
// for methods and fields), what is wrong with it, and the file and line of the first package that declare it.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
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

// Difference is one line of the answer.
type Difference struct {
	Name string `json:"name"`
	What string `json:"what"`
	File string `json:"file"`
	Line int    `json:"line"`
	Old  string `json:"old,omitempty"`
	New  string `json:"new,omitempty"`
}

// loaded is a package with its types, and the positions and initialisers that only its source has.
type loaded struct {
	types  *types.Package
	places map[string]token.Position
	values map[string]bool
}

type listed struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
}

func main() {
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "usage: exported FOLDER PACKAGE OTHER-FOLDER OTHER-PACKAGE")
		os.Exit(2)
	}
	one, err := load(os.Args[1], os.Args[2])
	exit(err)
	other, err := load(os.Args[3], os.Args[4])
	exit(err)
	c := comparison{one: one, other: other}
	c.packages()
	sort.Slice(c.found, func(i, j int) bool {
		a, b := c.found[i], c.found[j]
		if a.File != b.File {
			return a.File < b.File
		}
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Name < b.Name
	})
	out := json.NewEncoder(os.Stdout)
	for _, d := range c.found {
		exit(out.Encode(d))
	}
	fmt.Fprintln(os.Stderr, c.count)
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// load reads a package from the export data of its build, and its places from its source.
func load(folder, path string) (*loaded, error) {
	list := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles", path)
	list.Dir = folder
	list.Stderr = os.Stderr
	data, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list %s: %w", path, err)
	}
	exports := map[string]string{}
	var own listed
	for decoder := json.NewDecoder(strings.NewReader(string(data))); ; {
		var one listed
		if err := decoder.Decode(&one); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		exports[one.ImportPath] = one.Export
		own = one // the package itself comes last
	}
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})
	found, err := imports.Import(own.ImportPath)
	if err != nil {
		return nil, err
	}
	result := &loaded{types: found, places: map[string]token.Position{}, values: map[string]bool{}}
	for _, name := range own.GoFiles {
		file, err := parser.ParseFile(fset, filepath.Join(own.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		result.source(fset, name, file)
	}
	return result, nil
}

// source notes where declarations stand, and which variables have a value.
func (l *loaded) source(fset *token.FileSet, name string, file *ast.File) {
	note := func(key string, pos token.Pos) {
		place := fset.Position(pos)
		place.Filename = name
		l.places[key] = place
	}
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			key := decl.Name.Name
			if decl.Recv != nil && len(decl.Recv.List) == 1 {
				key = receiver(decl.Recv.List[0].Type) + "." + key
			}
			note(key, decl.Name.Pos())
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					note(spec.Name.Name, spec.Name.Pos())
					l.members(spec, note)
				case *ast.ValueSpec:
					for _, ident := range spec.Names {
						note(ident.Name, ident.Pos())
						l.values[ident.Name] = decl.Tok == token.VAR && len(spec.Values) > 0
					}
				}
			}
		}
	}
}

func (l *loaded) members(spec *ast.TypeSpec, note func(string, token.Pos)) {
	var fields *ast.FieldList
	switch t := spec.Type.(type) {
	case *ast.StructType:
		fields = t.Fields
	case *ast.InterfaceType:
		fields = t.Methods
	default:
		return
	}
	for _, field := range fields.List {
		for _, ident := range field.Names {
			note(spec.Name.Name+"."+ident.Name, ident.Pos())
		}
	}
}

func receiver(t ast.Expr) string {
	for {
		switch of := t.(type) {
		case *ast.StarExpr:
			t = of.X
		case *ast.ParenExpr:
			t = of.X
		case *ast.IndexExpr:
			t = of.X
		case *ast.IndexListExpr:
			t = of.X
		case *ast.Ident:
			return of.Name
		default:
			return "?"
		}
	}
}

type comparison struct {
	one, other *loaded
	found      []Difference
	count      int
}

// differs adds a line. `of` is the declaration whose place counts where the member itself has none.
func (c *comparison) differs(name, of, what, old, now string) {
	place, ok := c.one.places[name]
	if !ok {
		place = c.one.places[of]
	}
	c.found = append(c.found, Difference{name, what, place.Filename, place.Line, old, now})
}

func (c *comparison) packages() {
	scope, others := c.one.types.Scope(), c.other.types.Scope()
	for _, name := range scope.Names() {
		object := scope.Lookup(name)
		if !object.Exported() {
			continue
		}
		c.count++
		other := others.Lookup(name)
		if other == nil {
			c.differs(name, name, "lost", text(object.Type(), c.one), "")
			if named, ok := object.Type().(*types.Named); ok {
				if _, is := object.(*types.TypeName); is {
					c.count += len(methods(named))
				}
			}
			continue
		}
		c.objects(name, object, other)
	}
}

func (c *comparison) objects(name string, object, other types.Object) {
	old, now := kind(object), kind(other)
	if old != now {
		c.differs(name, name, "changed", old, now)
		return
	}
	switch object := object.(type) {
	case *types.Const:
		c.same(name, name, text(object.Type(), c.one)+" = "+object.Val().ExactString(),
			text(other.Type(), c.other)+" = "+other.(*types.Const).Val().ExactString())
	case *types.Var:
		c.same(name, name, text(object.Type(), c.one), text(other.Type(), c.other))
		if c.one.values[name] && !c.other.values[name] {
			c.differs(name, name, "no value", "", "")
		}
	case *types.Func:
		c.same(name, name, text(object.Type(), c.one), text(other.Type(), c.other))
	case *types.TypeName:
		c.typeNames(name, object, other.(*types.TypeName))
	}
}

func (c *comparison) same(name, of, old, now string) {
	if old != now {
		c.differs(name, of, "changed", old, now)
	}
}

func (c *comparison) typeNames(name string, one, other *types.TypeName) {
	if one.IsAlias() || other.IsAlias() {
		c.same(name, name, aliasText(one, c.one), aliasText(other, c.other))
		return
	}
	old, now := one.Type().(*types.Named), other.Type().(*types.Named)
	c.same(name, name, paramsText(old, c.one), paramsText(now, c.other))
	had, has := members(old, c.one), members(now, c.other)
	keys := make([]string, 0, len(had))
	for key := range had {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		full := name
		if key != "" {
			full += "." + key
			c.count++
		}
		if _, ok := has[key]; !ok {
			c.differs(full, name, "lost", had[key], "")
		} else {
			c.same(full, name, had[key], has[key])
		}
	}
	for key := range has {
		if _, ok := had[key]; !ok {
			c.differs(name+"."+key, name, "added", "", has[key])
		}
	}
	if types.Comparable(old) != types.Comparable(now) && old.TypeParams().Len() == 0 {
		c.differs(name, name, "comparable", fmt.Sprint(types.Comparable(old)), fmt.Sprint(types.Comparable(now)))
	}
	if holdsLock(old, nil) != holdsLock(now, nil) {
		c.differs(name, name, "lock", fmt.Sprint(holdsLock(old, nil)), fmt.Sprint(holdsLock(now, nil)))
	}
}

// members is what a type is, under "", and its exported fields and methods.
func members(t *types.Named, in *loaded) map[string]string {
	found := map[string]string{}
	under := t.Underlying()
	switch under := under.(type) {
	case *types.Struct:
		found[""] = "struct"
		for i := range under.NumFields() {
			field := under.Field(i)
			if field.Exported() {
				shown := text(field.Type(), in) + " " + under.Tag(i)
				if field.Embedded() {
					shown = "embedded " + shown
				}
				found[field.Name()] = shown
			}
		}
	default:
		found[""] = text(under, in)
	}
	if _, ok := under.(*types.Interface); ok {
		return found
	}
	for name, signature := range methods(t) {
		found[name] = text(signature, in)
	}
	return found
}

// methods is the exported method set of a pointer to a type, promoted ones included.
func methods(t *types.Named) map[string]types.Type {
	found := map[string]types.Type{}
	set := types.NewMethodSet(types.NewPointer(t))
	values := types.NewMethodSet(t)
	for i := range set.Len() {
		method := set.At(i)
		if !method.Obj().Exported() {
			continue
		}
		name := method.Obj().Name()
		if values.Lookup(method.Obj().Pkg(), name) == nil {
			name = "*" + name
		}
		found[strings.TrimPrefix(name, "*")] = mark{method.Type(), name[0] == '*'}
	}
	return found
}

// mark is a method's type, and whether only a pointer has the method.
type mark struct {
	types.Type
	pointer bool
}

func kind(object types.Object) string {
	switch object.(type) {
	case *types.Const:
		return "constant"
	case *types.Var:
		return "variable"
	case *types.Func:
		return "function"
	}
	return "type"
}

func aliasText(name *types.TypeName, in *loaded) string {
	alias, ok := name.Type().(*types.Alias)
	if !ok {
		if name.IsAlias() {
			return "= " + text(name.Type(), in)
		}
		return "a type of its own"
	}
	return "= " + text(alias.Rhs(), in)
}

func paramsText(t *types.Named, in *loaded) string {
	var parts []string
	for i := range t.TypeParams().Len() {
		param := t.TypeParams().At(i)
		parts = append(parts, param.Obj().Name()+" "+text(param.Constraint(), in))
	}
	return strings.Join(parts, ", ")
}

// text is a type with its own package's name left out, and without the names of parameters.
func text(t types.Type, in *loaded) string {
	prefix := ""
	if marked, ok := t.(mark); ok {
		t = marked.Type
		if marked.pointer {
			prefix = "pointer "
		}
	}
	return prefix + types.TypeString(unnamed(t), func(p *types.Package) string {
		if p.Path() == in.types.Path() {
			return ""
		}
		return p.Path()
	})
}

// unnamed is a signature without the names of its parameters.
func unnamed(t types.Type) types.Type {
	signature, ok := t.(*types.Signature)
	if !ok {
		return t
	}
	plain := func(tuple *types.Tuple) *types.Tuple {
		var vars []*types.Var
		for i := range tuple.Len() {
			vars = append(vars, types.NewParam(token.NoPos, nil, "", tuple.At(i).Type()))
		}
		return types.NewTuple(vars...)
	}
	if signature.TypeParams().Len() > 0 {
		return t
	}
	return types.NewSignatureType(nil, nil, nil, plain(signature.Params()), plain(signature.Results()), signature.Variadic())
}

// holdsLock is what vet's copylocks asks: whether a value of the type must not be copied.
func holdsLock(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return false
	}
	if seen == nil {
		seen = map[types.Type]bool{}
	}
	seen[t] = true
	for {
		array, ok := t.Underlying().(*types.Array)
		if !ok {
			break
		}
		t = array.Elem()
	}
	structure, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	set, own := types.NewMethodSet(types.NewPointer(t)), types.NewMethodSet(t)
	has := func(set *types.MethodSet, name string) bool { return set.Lookup(nil, name) != nil }
	if has(set, "Lock") && has(set, "Unlock") && !(has(own, "Lock") && has(own, "Unlock")) {
		return true
	}
	for i := range structure.NumFields() {
		if holdsLock(structure.Field(i).Type(), seen) {
			return true
		}
	}
	return false
}
