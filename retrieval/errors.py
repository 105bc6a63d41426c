"""The errors of Verbatim, all under one base.

VerbatimError
├── InputError          what the caller handed over can't be used as it is
├── CollectionError     the collection of articles can't be read (storage's errors stand below it)
└── SettingsError       a setting is missing or wrong

Every message names the thing that is wrong and the next action. Nothing found is not an error:
it is the value `NoAnswer`.
"""


class VerbatimError(Exception):
    """Base of every error that Verbatim raises on purpose; its text is fit to show to a person."""


class InputError(VerbatimError):
    """What the caller handed over (a file, a line, a field) can't be used as it is."""


class CollectionError(VerbatimError):
    """The collection of articles can't be read or written."""


class SettingsError(VerbatimError):
    """A setting is missing or wrong; the message names it."""
