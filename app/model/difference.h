// What is gone from a text and what was added to it, word by word. It knows two texts and Unicode's classes; no report, no language.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace model {

struct Run {
    enum class Kind : std::uint8_t { same, gone, added } kind;
    std::string_view text;  // a part of `before`; of `after` when added
    bool operator==(const Run&) const = default;
};

// In order, and none of them empty: what is same and what is gone make up `before`, what is same and what was added `after`.
// Cut between words only, so never inside a character or before a mark that stands over the one before it. Where the texts
// have so little in common, or so much differs, that marks would help nobody, a whole paragraph or more is gone and added.
std::vector<Run> difference(std::string_view before, std::string_view after);

}  // namespace model
