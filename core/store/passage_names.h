#pragma once

#include <string>

#include "core/domain/presence.h"

/// What passages are called in the database.
namespace lineament {

inline const char* nameOf(Passage passage) {
    switch (passage) {
        case Passage::kEntry:
            return "entry";
        case Passage::kExit:
            return "exit";
        case Passage::kSeen:
            break;
    }
    return "seen";
}

inline Passage passageNamed(const std::string& name) {
    return name == "entry" ? Passage::kEntry : name == "exit" ? Passage::kExit : Passage::kSeen;
}

}  // namespace lineament
