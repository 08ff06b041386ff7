// Which characters are letters, and letters without case and accents, for file names and for searching. It knows no report, no format and no locale.
#pragma once

#include <string>
#include <string_view>

namespace model {

// The one or two plain small letters, or the digit, that an ASCII or accented Latin character stands for: "e" for É, "ij" for U+0132.
// Empty for everything else. Valid for the life of the program.
std::string_view plain_letters(char32_t code);
// An accent that is a character of its own, as a name typed on a Mac may have it.
constexpr bool is_accent(char32_t code) { return code >= 0x300 && code <= 0x36F; }

// Letters and digits, roughly: everything but the blocks of punctuation, signs, arrows, bullets and pictures.
bool makes_a_word(char32_t code);

// As two texts are compared by somebody who looks for the one in the other: without case (Latin, Greek, Cyrillic), accents and
// characters that nobody sees; every white space is one space.
std::string folded(std::string_view text);
// Appends it.
void append_folded(std::string& result, std::string_view text);
// Whether each word of `wanted`, itself folded, is somewhere in `text`, itself folded. No words: it is.
bool has_words(std::string_view text, std::string_view wanted);

}  // namespace model
