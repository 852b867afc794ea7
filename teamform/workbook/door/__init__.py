"""The door: opens files in a child process that can be stopped, and hands on plain cells.

Nothing here may import a heavy library: the child must start in a blink.
"""
