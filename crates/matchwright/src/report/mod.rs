//! What an outcome means: pure readers of what the match produced.
