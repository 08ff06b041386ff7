// The two tidyings that a writer can ask for: bullets in one form, links without an address as plain text.
// Pure functions over one answer (valid UTF-8, LF); they know no report and no form. Linear, and done twice is done once.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace formats {

// Lines that begin with a bullet become "- " and their text; the rest of the line and all other lines stay.
//   A bullet: any white space, one of - * • · – — § ▪ ‣ ● ◦ o U+F0B7 U+F0A7, white space, text.
//   A number: any white space, at most three digits or one ASCII letter, . or ), white space, text. It keeps its number;
//   only the white space around it becomes none in front and one space behind.
// What also is a word or a sign of its own counts only in a list:
//   §  not before a digit: then it is a reference.
//   – and —  when the nearest line with text above or below begins with the same sign, or the line directly above is
//      empty, begins with a bullet or number, or ends in neither letter, digit nor comma. Otherwise a sentence goes on.
//   o  when the nearest lines with text above and below are both bullets or numbers, or one of them is another o; if it
//      is indented or has more than one plain space behind it, one such neighbour of any kind is enough.
std::string tidy_bullets(std::string_view answer);
bool has_untidy_bullets(std::string_view answer);

// [text](#) and [text]() become text, from the inside out; spaces between the round brackets count for nothing. Square
// brackets are paired within a paragraph (until an empty line). A link with an address stays, and so does an opening bracket
// that stands in an address without anything else, as in [a]([) b](#).
std::string unwrap_links(std::string_view answer);
struct EmptyLinks {
    std::size_t count = 0;
    std::size_t first = 0;  // byte at which the first one begins
};
EmptyLinks find_empty_links(std::string_view answer);
inline bool has_empty_links(std::string_view answer) { return find_empty_links(answer).count > 0; }

}  // namespace formats
