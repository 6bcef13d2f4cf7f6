"""Graph -> pages, nav, diagrams and registers. Writes nothing."""
