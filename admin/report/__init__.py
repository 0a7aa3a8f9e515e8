"""The chapter of the annual report, and the packs: written once as data, then printed in every format."""
