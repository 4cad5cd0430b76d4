"""CEL, the language of validation rules: parsed, typed and its cost estimated as an API server does it; never run."""
