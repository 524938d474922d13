"""Gold in the tools that people label in: a sheet of marks and links, and one module a tool for its syntax."""
