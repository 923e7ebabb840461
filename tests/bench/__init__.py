"""What the project measures of itself: `make bench` and `make bench-build`. One noun per module, each runs alone.

Printed are ratios of two things measured in the same run, and bytes beside their budgets. Nothing here fails for being
slow: seconds on the clock depend on what else the machine does, so the work done (CPU) stands beside them.
"""
