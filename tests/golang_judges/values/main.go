// Command values says what go/types thinks of pieces of Go.
//
// It reads a JSON array of objects {"go", "code"} from standard input, each code a file without its package clause, and
// prints a JSON array with one array a piece: its errors as "LINE:COLUMN: MESSAGE", the lines those of the code. The
// packages that pieces import are type-checked once, from their sources. Unused imports are no errors here: scaffold
// writes the imports itself.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"strings"
)

type piece struct {
	Go   string `json:"go"`
	Code string `json:"code"`
}

func main() {
	var pieces []piece
	if err := json.NewDecoder(os.Stdin).Decode(&pieces); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	set := token.NewFileSet()
	packages := importer.ForCompiler(set, "source", nil)
	verdicts := [][]string{}
	for _, p := range pieces {
		verdicts = append(verdicts, judge(set, packages, p))
	}
	if err := json.NewEncoder(os.Stdout).Encode(verdicts); err != nil {
		os.Exit(1)
	}
}

func judge(set *token.FileSet, packages types.Importer, p piece) []string {
	said := []string{}
	report := func(err error) {
		position, message := set.Position(0), err.Error()
		if typed, ok := err.(types.Error); ok {
			position, message = set.Position(typed.Pos), typed.Msg
		}
		if strings.Contains(message, "imported and not used") {
			return
		}
		said = append(said, fmt.Sprintf("%d:%d: %s", position.Line, position.Column, message))
	}
	file, err := parser.ParseFile(set, "p.go", "package p;"+p.Code, parser.SkipObjectResolution)
	if err != nil {
		report(err)
		return said
	}
	config := types.Config{Importer: packages, Error: report, GoVersion: "go" + p.Go, Sizes: types.SizesFor("gc", "amd64")}
	_, _ = config.Check("p", set, []*ast.File{file}, nil)
	return said
}
