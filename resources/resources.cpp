// The library's one translation unit: it exists so that the compiled resources have something to hang on.
