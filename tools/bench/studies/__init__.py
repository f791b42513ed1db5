"""Studies of Samstyring's own questions: each a process like a peer's, asking by the command line's words."""
