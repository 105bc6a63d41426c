"""What holds for all tests."""

from hypothesis import settings

# A busy machine fails no test; what failed can be run again from its output.
settings.register_profile("steady", deadline=None, print_blob=True)
settings.load_profile("steady")
