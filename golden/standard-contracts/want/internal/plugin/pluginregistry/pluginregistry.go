// Package pluginregistry implements plugin.PluginRegistry.
package pluginregistry

import (
	"errors"
	"fmt"

	plugin2 "example.com/acme/standard/pkg/plugin"
)

var _ plugin2.PluginRegistry = (*PluginRegistry)(nil)

// PluginRegistry implements plugin.PluginRegistry.
type PluginRegistry struct{}

// New returns a new PluginRegistry.
func New() *PluginRegistry {
	return &PluginRegistry{}
}

// Register adds a plugin under its name.
func (p *PluginRegistry) Register(plugin plugin2.Plugin) error {
	return fmt.Errorf("pluginregistry: Register: %w", errors.ErrUnsupported)
}

// Get returns the plugin with that name.
func (p *PluginRegistry) Get(name string) (plugin2.Plugin, error) {
	return nil, fmt.Errorf("pluginregistry: Get: %w", errors.ErrUnsupported)
}

// List returns all plugins.
func (p *PluginRegistry) List() []plugin2.Plugin {
	// TODO: implement List.
	return nil
}
