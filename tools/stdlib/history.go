package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// history says since which release a name of the standard library exists, and since which it is deprecated.
// Keys are "pkg", "pkg.Name" and "pkg.Type.Member"; releases are like "1.21", "" for the first one.
type history struct {
	since      map[string]string
	deprecated map[string]string
}

func readHistory(goroot string, withAPI bool) (*history, error) {
	h := &history{since: map[string]string{}, deprecated: map[string]string{}}
	// The compiler asks for these by language version; the manifest has them as old as unsafe.
	for name, version := range map[string]string{
		"Add": "1.17", "Slice": "1.17", "String": "1.20", "StringData": "1.20", "SliceData": "1.20",
	} {
		h.since["unsafe."+name] = version
	}
	if err := h.readManifest(goroot); err != nil || !withAPI {
		return h, err
	}
	return h, h.readDeprecations(goroot)
}

// readManifest reads the table behind vet's stdversion check, where it stands in the toolchain's source.
func (h *history) readManifest(goroot string) error {
	path := filepath.Join(goroot, "src/cmd/vendor/golang.org/x/tools/internal/stdlib/manifest.go")
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, decl := range file.Decls {
		table, ok := decl.(*ast.GenDecl)
		if !ok || table.Tok != token.VAR {
			continue
		}
		for _, element := range table.Specs[0].(*ast.ValueSpec).Values[0].(*ast.CompositeLit).Elts {
			entry := element.(*ast.KeyValueExpr)
			path, err := strconv.Unquote(entry.Key.(*ast.BasicLit).Value)
			if err != nil {
				return err
			}
			for _, symbol := range entry.Value.(*ast.CompositeLit).Elts {
				if err := h.symbol(path, symbol.(*ast.CompositeLit).Elts); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// symbol notes one {name, kind, minor release, signature}; name is like "(*Buffer).Grow", "Header.Name", "EOF".
func (h *history) symbol(path string, fields []ast.Expr) error {
	name, err := strconv.Unquote(fields[0].(*ast.BasicLit).Value)
	if err != nil {
		return err
	}
	version := "1." + fields[2].(*ast.BasicLit).Value
	if version == "1.0" {
		version = ""
	}
	key := path + "." + strings.NewReplacer("(", "", "*", "", ")", "").Replace(name)
	if _, known := h.since[key]; !known {
		h.since[key] = version
	}
	if first, known := h.since[path]; !known || older(version, first) {
		h.since[path] = version
	}
	return nil
}

// older compares releases such as "" and "1.21".
func older(a, b string) bool {
	number := func(version string) int {
		n, _ := strconv.Atoi(strings.TrimPrefix(version, "1."))
		return n
	}
	return number(a) < number(b)
}

var (
	apiDeprecated = regexp.MustCompile(`^pkg ([\w/]+)(?: \(linux-amd64\))?, (\w+) (.*?) //deprecated`)
	apiMethod     = regexp.MustCompile(`^\(\*?(\w+)[^)]*\) (\w+)`)
	apiMember     = regexp.MustCompile(`^(\w+)(?:\[[^\]]*\])? (?:struct|interface), (\w+)`)
	apiName       = regexp.MustCompile(`^\w+`)
)

// readDeprecations reads the lines of GOROOT/api that end in "//deprecated" (kept since Go 1.19; what was
// deprecated before has release "1.19" or none).
func (h *history) readDeprecations(goroot string) error {
	for minor := 1; ; minor++ {
		file, err := os.Open(filepath.Join(goroot, "api", fmt.Sprintf("go1.%d.txt", minor)))
		if os.IsNotExist(err) && minor > 1 {
			return nil
		}
		if err != nil {
			return err
		}
		lines := bufio.NewScanner(file)
		for lines.Scan() {
			if part := apiDeprecated.FindStringSubmatch(lines.Text()); part != nil {
				h.deprecated[part[1]+"."+apiKey(part[2], part[3])] = fmt.Sprintf("1.%d", minor)
			}
		}
		if err := lines.Err(); err != nil {
			return err
		}
		if err := file.Close(); err != nil {
			return err
		}
	}
}

// apiKey is the "Name" or "Type.Member" of one line of an api file.
func apiKey(kind, rest string) string {
	if part := apiMethod.FindStringSubmatch(rest); kind == "method" && part != nil {
		return part[1] + "." + part[2]
	}
	if part := apiMember.FindStringSubmatch(rest); kind == "type" && part != nil {
		return part[1] + "." + part[2]
	}
	return apiName.FindString(rest)
}
