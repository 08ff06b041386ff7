// The difference between two texts, word by word. It knows two texts and Unicode's classes; no report, no language.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace model {

struct Run {
    enum class Kind : std::uint8_t { same, gone, added } kind;
    std::string_view text;  // a part of `before`; of `after` for an added run
    bool operator==(const Run&) const = default;
};

// Runs in order, none of them empty: those that are the same or removed make up `before`, those that are the same or added make up `after`. Cut
// between words only, so never inside a character or in front of a combining mark. Where the texts have little in common a whole paragraph
// or more is one removed and one added run. Takes bounded time, whatever the texts are.
std::vector<Run> difference(std::string_view before, std::string_view after);

}  // namespace model
