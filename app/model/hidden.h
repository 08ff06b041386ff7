// Characters that a reader of a text cannot see: where they stand, of what kind they are, and how to show them.
// It knows Unicode's ranges and the characters beside each one; no report, no format, no language.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace model {

enum class Hidden : unsigned char {
    fixed_space,         // U+00A0, U+2007, U+202F: looks like a space, no line breaks at it
    soft_hyphen,         // U+00AD
    zero_width,          // takes no room: U+200B, U+200C, U+200D, U+2060-2064, U+FEFF, fillers
    direction_mark,      // U+200E, U+200F, U+061C
    direction_override,  // U+202A-202E, U+2066-2069: turns the direction of the text that follows
    tag,                 // U+E0000-E007F: a text inside the text that nobody sees
    control,             // other C0 and C1 controls, U+2028, U+2029, U+206A-206F, U+FFF9-FFFC
};
inline constexpr std::size_t hidden_kind_count = 7;

struct HiddenCharacter {
    std::size_t position = 0;  // in bytes
    std::size_t size = 0;      // bytes
    char32_t code = 0;
    Hidden kind = Hidden::control;
};

// The first hidden character at or behind a position, which is 0 or lies behind one that was found. Left alone, because
// the text needs them: tab and LF, variation selectors, U+200D between emoji, the tags of a flag such as that of Wales;
// U+200C, U+200D and U+034F beside a character of a script that joins its letters, U+200B beside one of a script without
// spaces, direction marks at most four characters from one of a script that runs from right to left. Overrides never.
std::optional<HiddenCharacter> next_hidden(std::string_view text, std::size_t from);

// How one of them is shown: ⍽ for a fixed space, otherwise [U+200B].
std::string hidden_mark(const HiddenCharacter& character);
// The text with each hidden character as its mark; all else byte for byte. For showing only, never to be stored.
std::string show_hidden(std::string_view text, bool with_fixed_spaces = true);

}  // namespace model
