"""How it went: what was expected of the choice, held against what is told later."""
