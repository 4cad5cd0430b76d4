// Command stdlib writes what scaffold knows about Go packages without running Go: one text file a package,
// one line a declaration (the format is described in scaffold/golang/stdlib.py).
//
//	stdlib -out DIR                     every public package of the standard library, and the universe
//	stdlib -out DIR -dir MODULE PKG...  the named packages, as the module in folder MODULE sees them
//
// The facts are those of linux/amd64 without cgo.
package main

import (
	"flag"
	"go/types"
	"log"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("stdlib: ")
	out := flag.String("out", "", "folder to write, emptied first")
	dir := flag.String("dir", "", "folder of a module; default: the standard library alone")
	withoutAPI := flag.Bool("without-api", false, "the toolchain has no api folder: nothing is known to be deprecated since a release")
	flag.Parse()
	if *out == "" {
		log.Fatal("-out is required")
	}
	if err := run(*out, *dir, flag.Args(), !*withoutAPI); err != nil {
		log.Fatal(err)
	}
}

func run(out, dir string, patterns []string, withAPI bool) error {
	standard := dir == ""
	if standard {
		patterns = []string{"std"}
	}
	prog, err := load(dir, patterns)
	if err != nil {
		return err
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	history := &history{}
	if standard {
		if history, err = readHistory(prog.goroot, withAPI); err != nil {
			return err
		}
	}
	index := []string{prog.version}
	for _, p := range prog.roots {
		if standard && !public(p.path) {
			continue
		}
		text := (&writer{prog: prog, pkg: p.types, history: history}).file(p)
		if err := write(filepath.Join(out, fileName(p.path)), text); err != nil {
			return err
		}
		module := ""
		if p.module != nil {
			module = p.module.Path + "@" + p.module.Version
		}
		index = append(index, strings.TrimRight(p.path+"\t"+p.types.Name()+"\t"+module, "\t"))
	}
	if standard {
		if err := write(filepath.Join(out, "universe.txt"), universe(prog, history)); err != nil {
			return err
		}
	}
	return write(filepath.Join(out, "INDEX"), strings.Join(index, "\n")+"\n")
}

// public reports whether programs may import the package of the standard library.
func public(path string) bool {
	for _, part := range strings.Split(path, "/") {
		if part == "internal" || part == "vendor" || part == "cmd" {
			return false
		}
	}
	return true
}

// fileName is flat: a folder called build or dist would be ignored by git and by the wheel.
func fileName(path string) string { return strings.ReplaceAll(path, "/", "+") + ".txt" }

func write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// universe describes the predeclared identifiers. Their versions are those of the language specification.
func universe(prog *program, history *history) string {
	since := map[string]string{
		"any": "1.18", "comparable": "1.18", "clear": "1.21", "max": "1.21", "min": "1.21",
	}
	w := &writer{prog: prog, history: history, builtinSince: since}
	w.qualify()
	lines := []string{"package\t"}
	for _, name := range types.Universe.Names() {
		lines = append(lines, w.object(types.Universe.Lookup(name))...)
	}
	return strings.Join(lines, "\n") + "\n"
}
