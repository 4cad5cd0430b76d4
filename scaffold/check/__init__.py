"""What makes a plan sound: one rule a function, each with a stable code. Knows neither spellings nor output."""
