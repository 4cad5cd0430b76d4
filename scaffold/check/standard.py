"""The standard contracts: what an empty section stands for, and the types those contracts use.

The Go is that of the blank phase document; the comments say what an implementation may rely on.
"""

from __future__ import annotations

from typing import Final

CONTRACTS: Final = {
    "storage": """\
// StorageProvider stores values under keys. Implementations may be used from several goroutines at once.
type StorageProvider interface {
	// Store writes value under key and replaces what was there.
	Store(ctx context.Context, key string, value []byte) error
	// Retrieve returns the value stored under key.
	Retrieve(ctx context.Context, key string) ([]byte, error)
	// Delete removes key and its value.
	Delete(ctx context.Context, key string) error
	// List returns the keys that begin with prefix.
	List(ctx context.Context, prefix string) ([]string, error)
}
""",
    "processor": """\
// Processor turns an input into an output.
type Processor interface {
	// Name identifies the processor.
	Name() string
	// Version returns the version of the processor.
	Version() string
	// Validate reports why the processor would not take input; nil if it would.
	Validate(input []byte) error
	// Process returns what the processor makes of input.
	Process(ctx context.Context, input []byte) ([]byte, error)
}
""",
    "event": """\
// EventHandler reacts to events.
type EventHandler interface {
	// HandleEvent takes one event; an error means that it was not handled.
	HandleEvent(ctx context.Context, event Event) error
	// SupportedEvents returns the types of the events that the handler takes.
	SupportedEvents() []string
}
""",
    "plugin": """\
// Plugin is an extension with a life of its own: initialized, executed any number of times, cleaned up.
type Plugin interface {
	// Name identifies the plugin in its registry.
	Name() string
	// Version returns the version of the plugin.
	Version() string
	// Description says in a sentence what the plugin does.
	Description() string
	// Initialize prepares the plugin. It is called once, before any other call that does work.
	Initialize(config map[string]interface{}) error
	// Execute runs the plugin on input and returns its result.
	Execute(ctx context.Context, input interface{}) (interface{}, error)
	// Cleanup releases what the plugin holds. Nothing is called after it.
	Cleanup() error
	// Capabilities lists what the plugin can do.
	Capabilities() []Capability
}

// PluginRegistry holds plugins by name.
type PluginRegistry interface {
	// Register adds a plugin under its name.
	Register(plugin Plugin) error
	// Get returns the plugin with that name.
	Get(name string) (Plugin, error)
	// List returns all plugins.
	List() []Plugin
}
""",
    "extension": """\
// ExtensionPoint is where later phases hook in.
type ExtensionPoint interface {
	// RegisterExtension adds a handler under a name.
	RegisterExtension(name string, handler Handler) error
}
""",
}
"""Kind of section → Go declarations of its standard contract."""

DOCS: Final = {
    "storage": "Package {name} is the contract of storage.",
    "processor": "Package {name} is the contract of processors.",
    "event": "Package {name} is the contract of event handling.",
    "plugin": "Package {name} is the contract of plugins.",
    "extension": "Package {name} is the contract of extension points.",
}

SUPPLIED: Final = {
    "Event": """\
// Event is something that happened.
type Event struct {
	// ID identifies the event.
	ID string `json:"id"`
	// Type says what kind of thing happened.
	Type string `json:"type"`
	// Source says where it happened.
	Source string `json:"source"`
	// Subject says what it happened to.
	Subject string `json:"subject,omitempty"`
	// Time is when it happened.
	Time time.Time `json:"time"`
	// Metadata holds further attributes.
	Metadata map[string]string `json:"metadata,omitempty"`
	// Data is the payload.
	Data []byte `json:"data,omitempty"`
}
""",
    "Capability": """\
// Capability is something that a plugin can do.
type Capability struct {
	// Name identifies the capability.
	Name string `json:"name"`
	// Version is the version of the capability.
	Version string `json:"version,omitempty"`
	// Description says in a sentence what it is.
	Description string `json:"description,omitempty"`
}
""",
    "Handler": """\
// Handler handles one call of an extension.
type Handler func(ctx context.Context, input any) (any, error)
""",
}
"""Types that scaffold supplies where a plan uses one and declares none."""

HOME: Final = {"Event": "event", "Capability": "plugin", "Handler": "extension"}
"""The kind of section whose package a supplied type belongs to, where the plan has one."""
