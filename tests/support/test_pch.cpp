// Owns the precompiled header that tests share.

