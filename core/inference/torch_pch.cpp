// Holds the precompiled header of LibTorch that the targets using it share.
