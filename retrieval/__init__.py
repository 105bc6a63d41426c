"""Finding and quoting: pure text in, exact quotes out. No SQL, no Telegram, no clock."""
