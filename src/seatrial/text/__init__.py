"""What people say and type, read as typed values.

`parsers.parse` is the one door for slots: a text and a `context.ParseContext` in, a canonical value or None out, never
a guess. Beneath it: `tokens` and `repair` (words without fillers, the newest version of a value), `numbers` and
`spoken` (quantities, characters), a scanner per kind of value, and word lists under `data`. `ngrams`, `linear` and
`linear_training` hold the text classifier that understanding trains on an agent's own lines.

Pure throughout: no clock, no machine locale, no randomness; every input is bounded in size. Called by `agents` and
`simulation`; imports only `core`.
"""
