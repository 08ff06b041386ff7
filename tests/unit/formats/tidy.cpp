// Bullets in one form and links without an address as plain text: what changes, what does not, and nothing lost.
#include "formats/tidy.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <functional>
#include <vector>

#include "../../sweep/sweep.h"
#include "generate.h"
#include "model/utf8.h"

using formats::find_empty_links;
using formats::has_empty_links;
using formats::has_untidy_bullets;
using formats::tidy_bullets;
using formats::unwrap_links;

namespace {

// Letters and digits of ASCII and everything above it that is no bullet, in order.
std::string words_of(std::string_view text) {
    std::string words;
    for (std::size_t position = 0; position < text.size();) {
        const model::utf8::Character character = model::utf8::decode(text, position);
        const char32_t code = character.code;
        constexpr char32_t signs[] = {'-',    '*',    'o',    0xB7,   0x2022, 0x2023, 0x25AA,
                                      0x25CF, 0x25E6, 0xF0A7, 0xF0B7, 0xA7,   0x2013, 0x2014};
        const bool is_sign = std::find(std::begin(signs), std::end(signs), code) != std::end(signs);
        if (!is_sign && !model::utf8::is_white(code)) words += text.substr(position, character.size);
        position += character.size;
    }
    return words;
}

void check_tidy(const std::string& text) {
    const std::string tidied = tidy_bullets(text);
    INFO(text);
    REQUIRE(has_untidy_bullets(text) == (tidied != text));
    REQUIRE(tidy_bullets(tidied) == tidied);
    REQUIRE(words_of(tidied) == words_of(text));
    REQUIRE(std::count(tidied.begin(), tidied.end(), '\n') == std::count(text.begin(), text.end(), '\n'));
}

void check_unwrap(const std::string& text) {
    const std::string plain = unwrap_links(text);
    INFO(text);
    REQUIRE(has_empty_links(text) == (plain != text));
    REQUIRE(unwrap_links(plain) == plain);
    REQUIRE_FALSE(has_empty_links(plain));
    const auto letters = [](const std::string& from) {
        std::string kept;
        std::copy_if(from.begin(), from.end(), std::back_inserter(kept),
                     [](char letter) { return std::string_view("[](# \t)").find(letter) == std::string_view::npos; });
        return kept;
    };
    REQUIRE(letters(plain) == letters(text));
}

struct Change {
    std::string_view before, after;
};

}  // namespace

TEST_CASE("bullets of any kind become one kind") {
    for (const Change& change : {
             Change{"* a\n• b\n· c\n§ d\n▪ e\n‣ f\n● g\n◦ h\n\uF0B7 i\n\uF0A7 j",
                    "- a\n- b\n- c\n- d\n- e\n- f\n- g\n- h\n- i\n- j"},
             {"•\ta\n  \t- b\n\u00A0\u00A0·\u00A0c", "- a\n- b\n- c"},
             {"-   a", "- a"},
             {"– a\n— b", "- a\n- b"},
             {"Doel:\n– a", "Doel:\n- a"},
             {"Doel\n\n– a", "Doel\n\n- a"},
             {"Doel\n– a\n– b", "Doel\n- a\n- b"},
             {"•\ta\no\tb\n•\tc", "- a\n- b\n- c"},
             {"• a\n  o b", "- a\n- b"},
             {"• a\n\no b\n\n• c", "- a\n\n- b\n\n- c"},
             {"o a\no b", "- a\n- b"},
             {"  1.\ta\n\u00A02)  b\n\ta) c\n  iv) d", "1. a\n2) b\na) c\n  iv) d"},
             {"- - a\n• – b", "- - a\n- – b"},
             {"• a  \n  vervolg\n", "- a  \n  vervolg\n"},
         }) {
        INFO(change.before);
        CHECK(tidy_bullets(change.before) == change.after);
        check_tidy(std::string(change.before));
    }
}

TEST_CASE("what is no bullet, or is one already, stays as typed") {
    for (const std::string_view text : {
             "",
             "\n \n",
             "- a\n- b",
             "1. a\na) b",
             "o ja, dat ook",
             "- a\no ja, dat ook",
             "Ook dit\no ja\nen dat",
             "De reis was kort\n– en koud – maar goed",
             "Met de wethouder,\n— die eerder wegging —",
             "midden • in – een * regel",
             "*nadruk* en **meer**\n**vet** begin",
             "-5 graden\n•zonder spatie",
             "-\n•\n* \n1.\no",
             "§ 3 van de wet",
             "2026. Een jaar\n1.000 euro\n12e bezoek",
             "  ingesprongen tekst",
             "A. van de afdeling",
         }) {
        INFO(text);
        CHECK(tidy_bullets(text) == text);
        CHECK_FALSE(has_untidy_bullets(text));
    }
}

TEST_CASE("links without an address become their text") {
    for (const Change& change : {
             Change{"[tekst](#)", "tekst"},
             {"zie [tekst]() hier", "zie tekst hier"},
             {"[a]( # ) [b](\t)", "a b"},
             {"- [Een hele zin. En nog een.](#)", "- Een hele zin. En nog een."},
             {"[[a](#)](#)", "a"},
             {"[a [b] c](#)", "a [b] c"},
             {"[a](#)[b](#)", "ab"},
             {"[over\ntwee regels](#)", "over\ntwee regels"},
             {"[](#)", ""},
             {"[[a]](#)(#)", "a"},
             {"[a][](#)(#)", "a"},
             {"[a]([#](#))", "a"},
             {"a](#) [b](#)", "a](#) b"},
             {"[[a](#)", "[a"},
             {"[a](https://x.nl/) [b](#)", "[a](https://x.nl/) b"},
             {"[[a]([) b](#) c](#)", "[a]([) b c](#)"},
         }) {
        INFO(change.before);
        CHECK(unwrap_links(change.before) == change.after);
        check_unwrap(std::string(change.before));
    }
}

TEST_CASE("other links and brackets stay") {
    for (const std::string_view text :
         {"", "[a](https://gent.example/#)", "[a](#deel)", "[a] (#)", "(#)", "a](#)", "[invullen]", "[a]\n(#)",
          "[eerste alinea\n\ntweede](#)", "[a](#", "[a](##)", "()[]()x", "#", "1) [x] (zie #)", "[a]([) b](#)",
          "[a][() b](#)", "[a](\t[ #) b]()", "[a]([[) [b]"}) {
        INFO(text);
        const bool is_empty = text == "()[]()x";
        CHECK(has_empty_links(text) == is_empty);
        if (!is_empty) CHECK(unwrap_links(text) == text);
    }
}

TEST_CASE("empty links are counted, the first one is told") {
    const formats::EmptyLinks links = find_empty_links("zie [a [b](#)](#) en [c]()");
    CHECK(links.count == 3);
    CHECK(links.first == 4);
}

TEST_CASE("every row of up to eight brackets is unwrapped in one go") {
    static constexpr std::string_view brackets = "[]()";
    std::string row;
    const std::function<void()> grow = [&] {
        check_unwrap(row);
        if (row.size() == 8) return;
        for (const char bracket : brackets) {
            row += bracket;
            grow();
            row.pop_back();
        }
    };
    grow();
}

TEST_CASE("made-up texts are tidied and unwrapped without losing a letter, and once is enough", "[sweep]") {
    static constexpr std::string_view pieces[] = {
        "[",  "]",  "(",  "#", ")", "](#)", "]()", "x",  "é", " ",      "\n",     "-",    "*", "o",    "o ",   "– ",
        "— ", "• ", "\t", "§", "3", "a)",   "1.",  "12", ",", "\u00A0", "\uF0B7", "\n\n", ":", "\n- ", "woord"};
    Random random(sweep::chance(11));
    for (int i = 0; i < sweep::scale(30'000, 100'000, 10'000'000); ++i) {
        std::string text;
        const std::size_t count = random.below(24);
        for (std::size_t piece = 0; piece < count; ++piece) text += random.pick(pieces);
        check_tidy(text);
        check_unwrap(text);
    }
    for (int i = 0; i < 5'000; ++i) {
        const std::string answer = random_answer(random);
        check_tidy(answer);
        check_unwrap(answer);
    }
}
