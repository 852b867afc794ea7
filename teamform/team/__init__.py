"""The vocabulary: candidates, labelled tables, the program, the proposal."""
