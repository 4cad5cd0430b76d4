// Package log implements storage.Log.
package log

import (
	"context"

	"example.com/acme/objects/pkg/storage"
)

var _ storage.Log = (*Log)(nil)

// Log implements storage.Log.
type Log struct {
	lines []string
}

// New returns a new Log.
func New() *Log {
	return &Log{}
}

func (l *Log) Append(ctx context.Context, line string) error {
	l.lines = append(l.lines, line)
	return nil
}

// Lines are those that came.
func (l *Log) Lines() []string { return l.lines }
