// Package plugin implements plugin.Plugin.
package plugin

import (
	"context"
	"errors"
	"fmt"

	"example.com/acme/standard/pkg/plugin"
)

var _ plugin.Plugin = (*Plugin)(nil)

// Plugin implements plugin.Plugin.
type Plugin struct{}

// New returns a new Plugin.
func New() *Plugin {
	return &Plugin{}
}

// Name identifies the plugin in its registry.
func (p *Plugin) Name() string {
	return "plugin"
}

// Version returns the version of the plugin.
func (p *Plugin) Version() string {
	return "v0.0.0"
}

// Description says in a sentence what the plugin does.
func (p *Plugin) Description() string {
	// TODO: implement Description.
	return ""
}

// Initialize prepares the plugin. It is called once, before any other call that does work.
func (p *Plugin) Initialize(config map[string]interface{}) error {
	return fmt.Errorf("plugin: Initialize: %w", errors.ErrUnsupported)
}

// Execute runs the plugin on input and returns its result.
func (p *Plugin) Execute(ctx context.Context, input interface{}) (interface{}, error) {
	return nil, fmt.Errorf("plugin: Execute: %w", errors.ErrUnsupported)
}

// Cleanup releases what the plugin holds. Nothing is called after it.
func (p *Plugin) Cleanup() error {
	return fmt.Errorf("plugin: Cleanup: %w", errors.ErrUnsupported)
}

// Capabilities lists what the plugin can do.
func (p *Plugin) Capabilities() []plugin.Capability {
	// TODO: implement Capabilities.
	return nil
}
