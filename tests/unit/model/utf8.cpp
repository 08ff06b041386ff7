// UTF-8, one character at a time.
#include "model/utf8.h"

#include <catch2/catch_test_macros.hpp>

namespace utf8 = model::utf8;

TEST_CASE("every character survives writing and reading") {
    for (char32_t code = 0; code <= 0x10FFFF; ++code) {
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        std::string text;
        utf8::append(text, code);
        const utf8::Character character = utf8::decode(text, 0);
        if (!character.valid || character.code != code || character.size != text.size() ||
            utf8::start_of_last(text, text.size()) != 0) {
            FAIL("U+" << static_cast<unsigned long>(code));
        }
    }
}

TEST_CASE("what is no UTF-8 is read one byte at a time") {
    for (const std::string_view bytes :
         {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x80\x80", "\xE2\x82", "\xED\xA0\x80",
          "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF0\x9F\x98", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF"}) {
        const utf8::Character character = utf8::decode(bytes, 0);
        CHECK_FALSE(character.valid);
        CHECK(character.size == 1);
        CHECK(character.code == 0xFFFD);
        CHECK(utf8::start_of_last(bytes, bytes.size()) == bytes.size() - 1);
    }
}

TEST_CASE("white space at the edges is measured in bytes") {
    CHECK(utf8::leading_white("\u3000 x ") == 4);
    CHECK(utf8::trailing_white(" é\u00A0\n") == 3);
    CHECK(utf8::trailing_white("\u2003 \n") == 0);
    CHECK(utf8::is_blank(""));
    CHECK_FALSE(utf8::is_blank(" \xC3"));
}

TEST_CASE("text is cut between characters") {
    CHECK(utf8::clip("abc", 5) == "abc");
    CHECK(utf8::clip("aé", 2) == "a");
    CHECK(utf8::clip("a😀b", 4) == "a");
    CHECK(utf8::clip("a😀b", 5) == "a😀");
    CHECK(utf8::clip("😀", 0).empty());
}
