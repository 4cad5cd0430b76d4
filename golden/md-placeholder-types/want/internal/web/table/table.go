// Package table implements web.Table.
package table

import "example.com/acme/web/pkg/web"

var _ web.Table = (*Table)(nil)

// Table implements web.Table.
type Table struct{}

// New returns a new Table.
func New() *Table {
	return &Table{}
}

func (t *Table) Rows() []web.Row[string] {
	// TODO: implement Rows.
	return nil
}

func (t *Table) Plain() web.RowPlaceholder {
	// TODO: implement Plain.
	return web.RowPlaceholder{}
}
