// UTF-8, one character at a time, and the few character classes that the form's rules speak of.
// It knows no report, no format and no locale.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace model::utf8 {

struct Character {
    char32_t code = 0;     // U+FFFD when not valid
    std::size_t size = 0;  // bytes; 1 when not valid
    bool valid = true;
};

// The character that begins at a position inside the text. Surrogates and overlong forms are not valid.
Character decode(std::string_view text, std::size_t position);
// Where the character begins that ends at a position after the first byte.
std::size_t start_of_last(std::string_view text, std::size_t end);
void append(std::string& text, char32_t code);

// Unicode White_Space.
bool is_white(char32_t code);
// Draws nothing and takes no room: soft hyphen, zero-width characters, bidi controls, byte order mark.
bool is_invisible(char32_t code);

// True when there is nothing but white space.
bool is_blank(std::string_view text);
// Bytes of white space at the beginning.
std::size_t leading_white(std::string_view text);
// Where the white space at the end begins.
std::size_t trailing_white(std::string_view text);
// How many line ends (LF) there are.
std::size_t line_ends(std::string_view text);
// At most this many bytes from the beginning, cut between characters.
std::string_view clip(std::string_view text, std::size_t bytes);

}  // namespace model::utf8
