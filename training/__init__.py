"""Training of the components in `models/trained` on the sentences in `models/training`; not part of the wheel."""
