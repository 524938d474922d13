"""The command `tripline`: one module a command, options and printing only; what is heavy loads in the command."""
