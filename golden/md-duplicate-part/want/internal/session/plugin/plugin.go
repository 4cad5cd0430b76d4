// Package plugin implements session.Plugin.
package plugin

import (
	"errors"
	"fmt"

	session2 "example.com/acme/sessions/pkg/session"
)

var _ session2.Plugin = (*Plugin)(nil)

// Plugin implements session.Plugin.
type Plugin struct{}

// New returns a new Plugin.
func New() *Plugin {
	return &Plugin{}
}

func (p *Plugin) Name() string {
	return "plugin"
}

func (p *Plugin) Open(session *session2.Session) error {
	return fmt.Errorf("plugin: Open: %w", errors.ErrUnsupported)
}

func (p *Plugin) Close() {
	// TODO: implement Close.
}
