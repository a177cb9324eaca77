// Owns Qt's precompiled header, which the rooms of the window share.
