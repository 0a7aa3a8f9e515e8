"""Words for the report: proposed by one person, approved by another, and only where that was allowed.

Somebody's own words are asked for by `quote_ok`; whatever is not a yes is a no. An answer that is for its
reader alone is never quoted, whatever was said to that question.
"""
