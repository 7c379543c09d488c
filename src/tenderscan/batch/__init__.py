"""Many files: a window of workers, one writer, runs that go on where they stopped and say what became of each file."""
