#pragma once

#include <string>

namespace lineament {

/// Options that every command takes, before or after its name. Empty and 0 mean the default.
struct GlobalOptions {
    std::string data;        ///< folder of the data store
    std::string models;      ///< folder of the manifest
    int threads = 0;         ///< 0: all cores
    std::string device;      ///< "cpu" or "cuda"
    std::string detector;    ///< id in the manifest
    std::string recogniser;  ///< id in the manifest
    std::string account;     ///< who signs in to a store with accounts
    std::string logLevel = "warning";
    bool json = false;  ///< one JSON document on stdout
};

}  // namespace lineament
