// Package plugin implements plugin.Plugin.
package plugin

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/editor/pkg/plugin"
)

var _ plugin.Plugin = (*Plugin)(nil)

// Plugin implements plugin.Plugin.
type Plugin struct{}

// New returns a new Plugin.
func New() *Plugin {
	return &Plugin{}
}

func (p *Plugin) Name() string {
	return "plugin"
}

func (p *Plugin) Version() string {
	return "v0.0.0"
}

func (p *Plugin) Capabilities() []plugin.Capability {
	// TODO: implement Capabilities.
	return nil
}

func (p *Plugin) Activate(ctx context.Context, host plugin.Host) error {
	return fmt.Errorf("plugin: Activate: %w", errors.ErrUnsupported)
}
