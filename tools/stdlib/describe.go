package main

import (
	"fmt"
	"go/constant"
	"go/types"
	"slices"
	"sort"
	"strings"
)

// writer describes one package as text. Qualifiers are unique in a file; its import lines say what they mean.
type writer struct {
	prog         *program
	pkg          *types.Package // nil: the universe
	history      *history
	builtinSince map[string]string
	used         map[*types.Package]bool
	names        map[*types.Package]string
}

func (w *writer) file(p *pkg) string {
	var body []string
	// Twice: the first time finds the packages that are named, which then get their qualifiers.
	for range 2 {
		w.qualify()
		body = nil
		for _, name := range p.types.Scope().Names() {
			if object := p.types.Scope().Lookup(name); object.Exported() {
				body = append(body, w.object(object)...)
			}
		}
	}
	deprecated := p.deprecated
	if deprecated != "" {
		deprecated = "- " + deprecated // the API record is silent about packages
	}
	head := []string{line("package", p.types.Name(), w.history.since[p.path], deprecated)}
	for _, used := range w.sorted() {
		head = append(head, line("import", w.names[used], used.Path()))
	}
	return strings.Join(append(head, body...), "\n") + "\n"
}

func (w *writer) sorted() []*types.Package {
	var all []*types.Package
	for p := range w.used {
		all = append(all, p)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Path() < all[j].Path() })
	return all
}

// qualify gives each package used so far a name of its own: its package name, with a number where two clash.
func (w *writer) qualify() {
	w.names = map[*types.Package]string{}
	taken := map[string]bool{}
	for _, p := range w.sorted() {
		name := p.Name()
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s%d", p.Name(), n)
		}
		taken[name] = true
		w.names[p] = name
	}
	if w.used == nil {
		w.used = map[*types.Package]bool{}
	}
}

func (w *writer) text(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		w.used[p] = true
		return w.names[p]
	})
}

func line(columns ...string) string { return strings.TrimRight(strings.Join(columns, "\t"), "\t") }

func (w *writer) since(names ...string) string {
	if w.pkg == nil {
		return w.builtinSince[names[0]]
	}
	return w.history.since[w.pkg.Path()+"."+strings.Join(names, ".")]
}

// deprecated is "SINCE TEXT" for a deprecated object, SINCE being "-" where no release is on record.
func (w *writer) deprecated(object types.Object, names ...string) string {
	text := w.prog.deprecated[object]
	if text == "" || w.pkg == nil {
		return ""
	}
	since := w.history.deprecated[w.pkg.Path()+"."+strings.Join(names, ".")]
	if since == "" {
		since = "-"
	}
	return since + " " + text
}

// object gives the lines of one declaration.
func (w *writer) object(object types.Object) []string {
	name := object.Name()
	since, deprecated := w.since(name), w.deprecated(object, name)
	switch object := object.(type) {
	case *types.Func:
		return []string{line(name, "func", since, deprecated, strings.TrimPrefix(w.text(object.Type()), "func"))}
	case *types.Builtin:
		return []string{line(name, "func", since, deprecated)}
	case *types.Nil:
		return []string{line(name, "nil", since, deprecated)}
	case *types.Var:
		return []string{line(name, "var", since, deprecated, w.text(object.Type()))}
	case *types.Const:
		return []string{line(name, "const", since, deprecated, w.text(object.Type()), exact(object.Val()))}
	case *types.TypeName:
		return w.typeName(object, since, deprecated)
	}
	panic(fmt.Sprintf("%T", object))
}

// exact is the value of a constant: a number, whole or a fraction, a quoted string, true or false; "" for a long one.
func exact(value constant.Value) string {
	if whole := constant.ToInt(value); whole.Kind() == constant.Int {
		value = whole
	}
	text := value.ExactString()
	if value.Kind() == constant.Complex || len(text) > 1000 {
		return ""
	}
	return text
}

func (w *writer) typeName(object *types.TypeName, since, deprecated string) []string {
	t := object.Type()
	flags, text := "", ""
	if object.IsAlias() {
		flags = "="
		text = w.text(aliased(t))
	}
	underlying := t.Underlying()
	kind := kindOf(underlying)
	switch {
	case text != "" || kind == "struct":
	case kind != "interface" || !underlying.(*types.Interface).IsMethodSet():
		text = w.text(underlying)
	}
	flags += comparable(t) + lock(t) + hidden(underlying)
	lines := []string{line(object.Name(), kind, since, deprecated, flags, w.typeParams(t), text)}
	lines = append(lines, w.methods(object.Name(), t)...)
	return append(lines, w.fields(object.Name(), underlying)...)
}

// aliased is what an alias stands for; byte and rune print as themselves, their kind is what they are.
func aliased(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Alias:
		return t.Rhs()
	case *types.Basic:
		return types.Typ[t.Kind()]
	}
	return t
}

func kindOf(underlying types.Type) string {
	switch underlying.(type) {
	case *types.Basic:
		return "basic"
	case *types.Signature:
		return "functype"
	}
	return strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", underlying), "*types."))
}

// typeParams is "[K comparable, V any]", or "".
func (w *writer) typeParams(t types.Type) string {
	params := paramsOf(t)
	if params.Len() == 0 {
		return ""
	}
	var all []string
	for p := range params.TypeParams() {
		all = append(all, p.Obj().Name()+" "+w.text(p.Constraint()))
	}
	return "[" + strings.Join(all, ", ") + "]"
}

func paramsOf(t types.Type) *types.TypeParamList {
	switch t := t.(type) {
	case *types.Named:
		return t.TypeParams()
	case *types.Alias:
		return t.TypeParams()
	}
	return nil
}

// methods lists the exported method sets of T (m) and, beyond them, of *T (p), promoted methods included.
func (w *writer) methods(owner string, t types.Type) []string {
	of := map[string]string{}
	methods := map[string]*types.Func{}
	note := func(set *types.MethodSet, mark string) {
		for selection := range set.Methods() {
			method := selection.Obj().(*types.Func)
			if _, known := of[method.Name()]; method.Exported() && !known {
				of[method.Name()], methods[method.Name()] = mark, method
			}
		}
	}
	note(types.NewMethodSet(t), "m")
	if _, ok := t.Underlying().(*types.Interface); !ok {
		note(types.NewMethodSet(types.NewPointer(t)), "p")
	}
	var lines []string
	for _, name := range sortedKeys(of) {
		method := methods[name]
		signature := strings.TrimPrefix(w.text(method.Signature()), "func")
		deprecated := w.deprecated(method.Origin(), owner, name)
		lines = append(lines, line("", name, of[name], w.memberSince(owner, name), deprecated, signature))
	}
	return lines
}

// memberSince is "" for a member as old as its type.
func (w *writer) memberSince(owner, name string) string {
	if since := w.since(owner, name); since != w.since(owner) {
		return since
	}
	return ""
}

// fields lists the exported fields of a struct (f), embedded ones marked (e).
func (w *writer) fields(owner string, underlying types.Type) []string {
	structure, ok := underlying.(*types.Struct)
	if !ok {
		return nil
	}
	var lines []string
	for field := range structure.Fields() {
		if !field.Exported() {
			continue
		}
		mark := "f"
		if field.Embedded() {
			mark = "e"
		}
		since, deprecated := w.memberSince(owner, field.Name()), w.deprecated(field.Origin(), owner, field.Name())
		lines = append(lines, line("", field.Name(), mark, since, deprecated, w.text(field.Type())))
	}
	return lines
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
