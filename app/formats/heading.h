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
    std::size_t size = 0;      // bytes of the line up to the end of the heading's last word
    bool open = false;         // the line ends where words of a heading may follow: those on the next line
    bool quoted = false;       // behind > or a bullet; where the question has a heading without, this one is text
};

// Ignores case, kind of spaces, invisible characters, final ? and :, and in front #, **, >, bullets, | of a table, and
// numbers such as 1. 1) 1: a) or "Vraag 1:". The bracket part of a heading may be missing. Something behind the heading
// is its value only after ? or : or |, a tab, or a dash with space around it; otherwise the line is text. Signs alone
// (??? or ____) behind the heading are its value too.
// The line may also be two or three with their line ends: a heading that was broken over them.
HeadingMatch match_heading(std::string_view line);

// Where most of the words of a question stand in the text, in order and close together, at whatever place of a line; npos
// when they do not.
std::size_t find_most_words(std::string_view text, std::size_t question);

// Whether the line holds nothing but the number of this question: "2." or "Vraag 2".
bool is_number_of(std::string_view line, std::size_t question);

}  // namespace formats
