// Owns the precompiled header of LibTorch that tests share.
