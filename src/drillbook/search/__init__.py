"""Search: what can be found in the manual, and the files the browser searches in. Writes nothing."""
