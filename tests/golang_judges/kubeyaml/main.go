// kubeyaml reads JSON values, one a line, and prints each as YAML in the way controller-gen writes files. With "read"
// as its argument it reads YAML scalars (JSON strings, one a line) and prints what they mean as JSON. With "regexp" it
// reads {"pattern", "texts"} and prints the matches in each of the texts, as JSON: lists of their characters' places.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"unicode/utf8"

	"sigs.k8s.io/yaml"
)

func write(line []byte) (string, error) {
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "", err
	}
	text, err := yaml.Marshal(value)
	return string(text), err
}

func read(line []byte) (string, error) {
	var text string
	if err := json.Unmarshal(line, &text); err != nil {
		return "", err
	}
	out, err := yaml.YAMLToJSON([]byte(text))
	return string(out), err
}

func match(line []byte) (string, error) {
	var question struct {
		Pattern string
		Texts   []string
	}
	if err := json.Unmarshal(line, &question); err != nil {
		return "", err
	}
	compiled, err := regexp.Compile(question.Pattern)
	if err != nil {
		return "", err
	}
	out := [][][2]int{}
	for _, text := range question.Texts {
		matches := [][2]int{}
		for _, match := range compiled.FindAllStringIndex(text, -1) {
			matches = append(matches, [2]int{utf8.RuneCountInString(text[:match[0]]), utf8.RuneCountInString(text[:match[1]])})
		}
		out = append(out, matches)
	}
	text, err := json.Marshal(out)
	return string(text), err
}

func main() {
	convert := write
	if len(os.Args) > 1 {
		convert = map[string]func([]byte) (string, error){"read": read, "regexp": match}[os.Args[1]]
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for in.Scan() {
		text, err := convert(in.Bytes())
		answer := map[string]string{"out": text}
		if err != nil {
			answer = map[string]string{"error": err.Error()}
		}
		if err := encoder.Encode(answer); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
