// Characters that nobody sees: which are found, which a text needs, and how they are shown.
#include "model/hidden.h"

#include <catch2/catch_test_macros.hpp>

#include "model/utf8.h"

using model::Hidden;
using model::next_hidden;
using model::show_hidden;

namespace {

std::string utf8(char32_t code) {
    std::string text;
    model::utf8::append(text, code);
    return text;
}

}  // namespace

TEST_CASE("hidden characters are found by kind, in any Latin text") {
    struct Range {
        char32_t first, last;
        Hidden kind;
    };
    for (const Range& range : {Range{0x00, 0x08, Hidden::control},
                               {0x0B, 0x1F, Hidden::control},
                               {0x7F, 0x9F, Hidden::control},
                               {0xA0, 0xA0, Hidden::fixed_space},
                               {0xAD, 0xAD, Hidden::soft_hyphen},
                               {0x61C, 0x61C, Hidden::direction_mark},
                               {0x2007, 0x2007, Hidden::fixed_space},
                               {0x200B, 0x200D, Hidden::zero_width},
                               {0x200E, 0x200F, Hidden::direction_mark},
                               {0x2028, 0x2029, Hidden::control},
                               {0x202A, 0x202E, Hidden::direction_override},
                               {0x202F, 0x202F, Hidden::fixed_space},
                               {0x2060, 0x2064, Hidden::zero_width},
                               {0x2066, 0x2069, Hidden::direction_override},
                               {0x3164, 0x3164, Hidden::zero_width},
                               {0xFEFF, 0xFEFF, Hidden::zero_width},
                               {0xFFF9, 0xFFFC, Hidden::control},
                               {0xE0000, 0xE007F, Hidden::tag}}) {
        for (char32_t code = range.first; code <= range.last; ++code) {
            INFO(static_cast<unsigned long>(code));
            const std::string character = utf8(code);
            const std::string text = "één" + character + "x";
            const auto found = next_hidden(text, 0);
            REQUIRE(found);
            CHECK(found->position == 5);
            CHECK(found->size == character.size());
            CHECK(found->code == code);
            CHECK(found->kind == range.kind);
            CHECK(!next_hidden(text, found->position + found->size));
        }
    }
}

TEST_CASE("what can be seen, and what a text needs, is left alone") {
    for (const std::string_view text : {
             "",
             "tab\ten\nregel",
             "é € – • ’ “ … \u2009 \u3000 \uFFFD \uF0B7",
             "👩🏽\u200D🚒 👨\u200D👩\u200D👧 🏳\uFE0F\u200D🌈 ❤\uFE0F\u200D🔥 1\uFE0F\u20E3",
             "🏴\U000E0067\U000E0062\U000E0077\U000E006C\U000E0073\U000E007F",
             "می\u200Cروم",
             "क्\u200Dष क्\u200Cष",
             "សួស្តី\u200Bពិភពលោក",
             "القاهرة\u200F!",
             "(\u200Eالقاهرة)",
             "\u061Cالقاهرة",
             "א\u05BC\u034Fב",
         }) {
        INFO(text);
        CHECK(!next_hidden(text, 0));
        CHECK(show_hidden(text) == text);
    }
}

TEST_CASE("hidden characters are shown where they stand") {
    CHECK(show_hidden("a\u00A0b\u202Fc") == "a\u237Db\u237Dc");
    CHECK(show_hidden("co\u00ADordinatie\u200B") == "co[U+00AD]ordinatie[U+200B]");
    CHECK(show_hidden("\u202Edraai\u202C") == "[U+202E]draai[U+202C]");
    CHECK(show_hidden("القاهرة\u202E\u2066") == "القاهرة[U+202E][U+2066]");
    CHECK(show_hidden("x\U000E0041") == "x[U+E0041]");
    CHECK(show_hidden(std::string_view("a\0b\x1B", 4)) == "a[U+0000]b[U+001B]");
    CHECK(show_hidden("los\u200D 👩\u200D") == "los[U+200D] 👩[U+200D]");
    CHECK(show_hidden("ja\u200E, nee") == "ja[U+200E], nee");
    // Marks do not vouch for each other, and the tags of a flag have to be a region's.
    CHECK(show_hidden("a\u061C\u200Fb") == "a[U+061C][U+200F]b");
    CHECK(show_hidden("🏴\U000E0041\U000E007F") == "🏴[U+E0041][U+E007F]");
    CHECK(show_hidden("🏴\U000E007F") == "🏴[U+E007F]");
    CHECK(show_hidden("🏴\U000E0067") == "🏴[U+E0067]");
    // What is no UTF-8 stays as it is.
    CHECK(show_hidden("\xC2\xFF\u00AD") == "\xC2\xFF[U+00AD]");
}

TEST_CASE("a text that was shown has nothing hidden left") {
    std::string text;
    for (char32_t code = 0; code <= 0x10FFFF; ++code) {
        if (code < 0xD800 || code > 0xDFFF) model::utf8::append(text, code);
    }
    const std::string shown = show_hidden(text);
    std::size_t count = 0;
    for (auto hidden = next_hidden(text, 0); hidden; hidden = next_hidden(text, hidden->position + hidden->size))
        ++count;
    CHECK(count > 200);
    CHECK(!next_hidden(shown, 0));
    CHECK(show_hidden(shown) == shown);
}
