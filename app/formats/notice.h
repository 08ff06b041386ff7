// What a reader has to tell the writer about an import. Data only: the words are the screen's.
#pragma once

#include <cstddef>
#include <string>

#include "model/hidden.h"

namespace formats {

// Notices of one reading are few, some fifty at most, however long the input is: what can come a million times is one
// notice with a count. Keys of a JSON file have a notice each up to that; then the last one of its kind counts the others.
struct Notice {
    enum class Kind : unsigned char {
        missing_heading,  // question: no heading for it was found; its answer is empty
        repeated_heading,  // question, line, count: found again, with text that was added to the answer (exact: left in place)
        reordered,         // line: headings stand in another order than in the form
        unplaced_text,      // line: text that belongs to no question is kept as "niet herkend"
        hidden_characters,  // question, line, count, hidden: characters nobody sees; text: how the first one is shown
        link_without_address,  // question, line, count: [text](#) or [text]()
        repeated_member,       // text: a JSON key that stands twice; the first value is kept as "niet herkend"
        wrong_type,            // text: a known JSON key whose value is no text; kept as "niet herkend"
        invalid_date,          // text: a date that is none; kept as "niet herkend"
        unknown_member,        // text: a JSON key of another version; kept and written back
        newer_version,         // the file says it was made by a later version of the format
        replaced_bytes,        // bytes that stand for no character (half a UTF-16 pair) became U+FFFD
        repaired_bytes,        // bytes that are no UTF-8 were read as Windows-1252
        cut_off,               // the text ends in the middle of a character; the part of it became U+FFFD
        no_heading,            // no question of the form was found: all of the text is kept as "niet herkend"
        perhaps_heading,       // question, line: most of its words stand there, but no heading; its answer is empty
        answers_above,         // text stands above the first heading and none below the last one
        json_ends,             // line: JSON that is not complete; all of it is kept as "niet herkend"
        json_comma,            // line: nothing follows on a comma of the JSON; all of it is kept as "niet herkend"
        json_unexpected,  // line, text: what cannot stand where it stands in the JSON; all of it is kept as "niet herkend"
    };
    static constexpr std::size_t no_question = static_cast<std::size_t>(-1);
    Kind kind;
    std::size_t line = 0;  // 1-based line of the whole input, of the first one when count says more; 0: none
    std::size_t question = no_question;
    std::string text{};  // the key or line that is meant, at most 80 bytes, cut at a character
    std::size_t count = 1;
    model::Hidden hidden{};  // with hidden_characters; one notice for each kind and answer
    bool operator==(const Notice&) const = default;
};

}  // namespace formats
