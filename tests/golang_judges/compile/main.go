// Command compile type-checks many small modules in one process.
//
// It reads folders from standard input, one a line, each a module, and prints every complaint of the compiler as
// FOLDER, file, line and message with tabs between them. Tests are checked too. The first folder's go.mod has to
// require what all of them import; packages outside of the module are read from export data.
package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

func main() {
	scanner := bufio.NewScanner(os.Stdin)
	var folders []string
	for scanner.Scan() {
		folders = append(folders, scanner.Text())
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	if len(folders) == 0 {
		return
	}
	external := newExternal(folders[0], os.Args[1:])
	for _, folder := range folders {
		m := &module{root: folder, external: external, fset: token.NewFileSet(), done: map[string]*types.Package{}}
		m.check()
		sort.Strings(m.complaints)
		last := ""
		for _, line := range m.complaints {
			if line != last {
				fmt.Fprintf(out, "%s\t%s\n", folder, line)
			}
			last = line
		}
	}
}

// newExternal returns an importer of everything that the patterns name, built in the folder's module.
func newExternal(folder string, patterns []string) types.Importer {
	arguments := append([]string{"list", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}"}, patterns...)
	command := exec.Command("go", arguments...)
	command.Dir = folder
	command.Stderr = os.Stderr
	listed, err := command.Output()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	exports := map[string]string{}
	for _, line := range strings.Split(string(listed), "\n") {
		path, file, _ := strings.Cut(line, "\t")
		exports[path] = file
	}
	return importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, fmt.Errorf("no package %s", path)
		}
		return os.Open(exports[path])
	})
}

type module struct {
	root, path string
	external   types.Importer
	fset       *token.FileSet
	folders    map[string][]*ast.File
	done       map[string]*types.Package
	complaints []string
}

func (m *module) complain(pos token.Pos, message string) {
	place := m.fset.Position(pos)
	file, _ := filepath.Rel(m.root, place.Filename)
	message, _, _ = strings.Cut(message, "\n")
	m.complaints = append(m.complaints, fmt.Sprintf("%s\t%d\t%s", file, place.Line, message))
}

func (m *module) check() {
	text, _ := os.ReadFile(filepath.Join(m.root, "go.mod"))
	for _, line := range strings.Split(string(text), "\n") {
		if rest, ok := strings.CutPrefix(line, "module "); ok {
			m.path = strings.TrimSpace(rest)
		}
	}
	m.folders = map[string][]*ast.File{}
	filepath.Walk(m.root, func(path string, info os.FileInfo, err error) error {
		name := filepath.Base(path)
		if err != nil || (info.IsDir() && path != m.root && (strings.HasPrefix(name, ".") || name == "testdata")) {
			return filepath.SkipDir
		}
		if !info.IsDir() && strings.HasSuffix(name, ".go") && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "_") {
			m.parse(path)
		}
		return nil
	})
	var folders []string
	for folder := range m.folders {
		folders = append(folders, folder)
	}
	sort.Strings(folders)
	for _, folder := range folders {
		m.folder(folder)
	}
}

func (m *module) parse(path string) {
	file, err := parser.ParseFile(m.fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
	if file == nil {
		return
	}
	if err != nil {
		relative, _ := filepath.Rel(m.root, path)
		line := 1
		if fields := strings.Split(err.Error(), ":"); len(fields) > 1 {
			line, _ = strconv.Atoi(fields[1])
		}
		m.complaints = append(m.complaints, fmt.Sprintf("%s\t%d\t%s", relative, line, err.Error()))
		return
	}
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if comment.Pos() < file.Package && constraint.IsGoBuild(comment.Text) {
				expression, err := constraint.Parse(comment.Text)
				if err == nil && !expression.Eval(func(tag string) bool { return tag == "linux" || tag == "amd64" }) {
					return
				}
			}
		}
	}
	folder, _ := filepath.Rel(m.root, filepath.Dir(path))
	m.folders[folder] = append(m.folders[folder], file)
}

func (m *module) isTest(file *ast.File) bool {
	return strings.HasSuffix(m.fset.Position(file.Package).Filename, "_test.go")
}

// folder checks the packages of one folder: itself, itself with its tests, its external tests.
func (m *module) folder(folder string) {
	m.pkg(folder, nil)
	var base, inside, outside []*ast.File
	for _, file := range m.folders[folder] {
		switch {
		case !m.isTest(file):
			base = append(base, file)
		case strings.HasSuffix(file.Name.Name, "_test"):
			outside = append(outside, file)
		default:
			inside = append(inside, file)
		}
	}
	augmented := m.done[folder]
	if len(inside) > 0 {
		augmented = m.types(folder, m.clauses(append(base[:len(base):len(base)], inside...)), nil)
	}
	if len(outside) > 0 {
		m.types(folder+"_test", m.clauses(outside), map[string]*types.Package{folder: augmented})
	}
}

// pkg gives the package of a folder without its tests; nil where there is none.
func (m *module) pkg(folder string, way []string) *types.Package {
	if found, ok := m.done[folder]; ok {
		return found
	}
	var files []*ast.File
	for _, file := range m.folders[folder] {
		if !m.isTest(file) {
			files = append(files, file)
		}
	}
	m.done[folder] = nil
	if len(files) == 0 {
		return nil
	}
	found := m.types(folder, m.clauses(files), nil)
	m.done[folder] = found
	return found
}

// clauses complains of files of several packages and gives those that are of the package of the generated ones.
func (m *module) clauses(files []*ast.File) []*ast.File {
	counts := map[string]int{}
	for _, file := range files {
		counts[file.Name.Name]++
	}
	if len(counts) < 2 {
		return files
	}
	expected := files[0].Name.Name
	for _, file := range files {
		if ast.IsGenerated(file) {
			expected = file.Name.Name
		}
	}
	var same []*ast.File
	for _, file := range files {
		if file.Name.Name == expected {
			same = append(same, file)
		} else {
			m.complain(file.Package, "of another package than the folder: "+file.Name.Name)
		}
	}
	return same
}

type importing struct {
	m     *module
	known map[string]*types.Package
}

func (i importing) Import(path string) (*types.Package, error) {
	folder, inside := strings.CutPrefix(path, i.m.path+"/")
	if !inside {
		return i.m.external.Import(path)
	}
	if found := i.known[folder]; found != nil {
		return found, nil
	}
	if found := i.m.pkg(folder, nil); found != nil {
		return found, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

func (m *module) types(folder string, files []*ast.File, known map[string]*types.Package) *types.Package {
	path := m.path + "/" + folder
	config := types.Config{
		Importer: importing{m, known},
		Error: func(err error) {
			if found, ok := err.(types.Error); ok {
				m.complain(found.Pos, found.Msg)
			}
		},
	}
	found, _ := config.Check(path, m.fset, files, nil)
	return found
}
