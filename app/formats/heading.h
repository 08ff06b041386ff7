// Recognises one line of a text as a heading of the form, however it was retyped or dressed up.
// It knows the form and one line at a time; nothing of answers or of the lines around it.
#pragma once

#include <cstddef>
#include <string_view>

namespace formats {

struct HeadingMatch {
    enum class Kind : unsigned char { text, title, question };
    Kind kind = Kind::text;
    std::size_t question = 0;  // with Kind::question
    std::string_view value{};  // what stands behind the heading on its line; a part of the line
};

// Ignores case, kind of spaces, invisible characters, final ? and :, and #, **, 1. or 1) in front. The bracket part
// of a heading may be missing. Something behind the heading is its value only after ? or :, otherwise the line is text.
HeadingMatch match_heading(std::string_view line);

}  // namespace formats
