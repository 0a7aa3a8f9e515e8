"""The parts of the chapter, a room each: from the figures that may be shown to a section."""
