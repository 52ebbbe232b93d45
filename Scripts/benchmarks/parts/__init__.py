"""The parts of Scripts/bench; each module has `run(options)`, which gives comparisons, and says in its first line what it measures."""
