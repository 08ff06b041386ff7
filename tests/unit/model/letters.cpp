// Folding, and finding words in what is folded.
#include "model/letters.h"
#include "model/utf8.h"

#include <catch2/catch_test_macros.hpp>

using model::folded;
using model::has_words;

TEST_CASE("folded: without case and accents, in Latin, Greek and Cyrillic") {
    CHECK(folded("Crème BRÛLÉE 2026") == "creme brulee 2026");
    CHECK(folded("Łódź, Ærø, ĲSSEL, Straße") == "lodz, aero, ijssel, strasse");
    CHECK(folded("Sa\u0303o Paulo") == "sao paulo");
    CHECK(folded("КИЇВ Ґ Ѐ Ӑ") == folded("київ ґ ѐ ӑ"));
    CHECK(folded("ΑΘΗΝΑ") == folded("αθηνα"));
    CHECK(folded("上海") == "上海");
    CHECK(folded("a\u00A0\t\n b\u00ADc") == "a bc");
    CHECK(folded("").empty());
    CHECK(folded("\xff") == "\xff");
}

TEST_CASE("no character becomes longer when it is folded, wherever it stands") {
    for (char32_t code = 1; code < 0x110000; ++code) {
        std::string text;
        model::utf8::append(text, code);
        std::string result = "a";
        model::append_folded(result, text);
        if (result.size() > 1 + text.size()) FAIL_CHECK(static_cast<unsigned>(code));
        if (result != "a" + folded(text)) FAIL_CHECK(static_cast<unsigned>(code));
    }
}

TEST_CASE("has_words: every word, anywhere, in any order") {
    const std::string text = folded("Werkbezoek Gent\nfietsstraten en warmtenetten");
    CHECK(has_words(text, folded("warmte GENT")));
    CHECK(has_words(text, folded(" fiets ")));
    CHECK(has_words(text, ""));
    CHECK(has_words(text, " "));
    CHECK(!has_words(text, folded("gent luik")));
    CHECK(!has_words("", folded("a")));
}
