// One line as a heading of the form: every way to write it, and what must stay text.
#include "formats/heading.h"

#include <catch2/catch_test_macros.hpp>

#include "generate.h"

using formats::HeadingMatch;
using formats::match_heading;
using Kind = HeadingMatch::Kind;

namespace {

struct Expected {
    std::string_view line;
    std::size_t question;
    std::string_view value = "";
};

}  // namespace

TEST_CASE("the form's own headings and questions are recognised") {
    for (std::size_t i = 0; i < model::question_count; ++i) {
        for (const std::string_view line : {model::questions[i].heading, model::questions[i].question}) {
            INFO(line);
            const HeadingMatch match = match_heading(line);
            CHECK(match.kind == Kind::question);
            CHECK(match.question == i);
            CHECK(match.value.empty());
        }
    }
    CHECK(match_heading(model::report_heading).kind == Kind::title);
    CHECK(match_heading(model::report_title).kind == Kind::title);
    CHECK(match_heading("# **Verslag buitenlandse dienstreis** ").kind == Kind::title);
}

TEST_CASE("a heading is recognised in any dress") {
    for (const Expected& expected : {
             Expected{"Hoe lang duurde de reis", 1},
             {"HOE LANG DUURDE DE REIS:", 1},
             {"hoelang duurde de reis ?", 1},
             {"  HOELANG\u00A0DUURDE   DE\tREIS?  ", 1},
             {"## Hoelang duurde de reis? ##", 1},
             {"**2. Hoelang duurde de reis?**", 1},
             {"**2.** Hoelang duurde de reis?", 1},
             {"### 2) **HOELANG DUURDE DE REIS?**", 1},
             {"2.HOELANG DUURDE DE REIS?", 1},
             {"10) HOELANG DUURDE DE REIS?", 1},
             {"*Hoelang duurde de reis?*", 1},
             {"__Hoelang duurde de reis__:", 1},
             {"\u200BHoelang du\u00ADurde de reis?\u200B", 1},
             {"HOEVEEL PERSONEN HEBBEN DE REIS GEMAAKT?", 0},
             {"Wie heb je ontmoet?", 4},
             {"Wie heb je ontmoet", 4},
             {"WIE HEB JE ONTMOET (benoem de functieomschrijving)?", 4},
             {"**Wie heb je ontmoet?** *(Benoem de functieomschrijving)*", 4},
             {"Wie heb je ontmoet? (Benoem de functieomschrijving):", 4},
             {"Zijn er vervolgafspraken, zo ja welke", 6},
             {"ZIJN ER VERVOLGAFSPRAKEN ? ZO JA , WELKE ?", 6},
         }) {
        INFO(expected.line);
        const HeadingMatch match = match_heading(expected.line);
        CHECK(match.kind == Kind::question);
        CHECK(match.question == expected.question);
        CHECK(match.value == expected.value);
    }
}

TEST_CASE("a value may stand on the heading's line") {
    for (const Expected& expected : {
             Expected{"Hoelang duurde de reis: 3 dagen", 1, "3 dagen"},
             {"HOELANG DUURDE DE REIS? 3 dagen", 1, "3 dagen"},
             {"Hoe lang duurde de reis?3 dagen?", 1, "3 dagen?"},
             {"**Hoelang duurde de reis:** **3** dagen", 1, "**3** dagen"},
             {"**Hoelang duurde de reis: 3 dagen**", 1, "3 dagen"},
             {"__Hoelang duurde de reis: 3 __ dagen", 1, "3 __ dagen"},
             {"Hoeveel personen hebben de reis gemaakt:\u00A0\u00A05 ", 0, "5 "},
             {"Wat was het doel van de reis? - leren", 2, "- leren"},
             {"Wie heb je ontmoet? (Benoem de functieomschrijving) De schepen", 4, "De schepen"},
             {"Wie heb je ontmoet (benoem de functieomschrijving): de schepen", 4, "de schepen"},
             {"Wie heb je ontmoet? (alleen functies)", 4, "(alleen functies)"},
             {"Zijn er vervolgafspraken? Zo ja, welke? Ja, in mei.", 6, "Ja, in mei."},
             {"Welke locaties zijn bezocht: \u2067القاهرة", 3, "\u2067القاهرة"},
         }) {
        INFO(expected.line);
        const HeadingMatch match = match_heading(expected.line);
        CHECK(match.kind == Kind::question);
        CHECK(match.question == expected.question);
        CHECK(match.value == expected.value);
    }
    std::string line = "Hoelang duurde de reis: ";
    const std::string value(1000, 'x');
    line += value;
    CHECK(match_heading(line).value == value);
}

TEST_CASE("what merely resembles a heading is text") {
    for (const std::string_view line : {"",
                                        " ",
                                        "?",
                                        "#",
                                        "**",
                                        "1.",
                                        "1",
                                        "123. Hoelang duurde de reis?",
                                        "1 Hoelang duurde de reis?",
                                        "1. 2. Hoelang duurde de reis?",
                                        "- Hoelang duurde de reis?",
                                        "* Hoelang duurde de reis?",
                                        "• Hoelang duurde de reis?",
                                        "> Hoelang duurde de reis?",
                                        "(Hoelang duurde de reis?)",
                                        "Hoelang duurde de reis voor de wethouder?",
                                        "Hoelang duurde",
                                        "Hoelang duurde de reis naar Gent: 3 dagen",
                                        "Hoelang duurde de reisdag?",
                                        "Hoelang duurde de reïs?",
                                        "Hoelangduurde de reis?",
                                        "Hoelang  duurde de",
                                        "Wie heb je ontmoet en wat vond je ervan?",
                                        "Wie heb je ontmoet (benoem de functieomschrijving) de schepen",
                                        "Zijn er vervolgafspraken? Nee",
                                        "VERSLAG BUITENLANDSE DIENSTREIS: GENT",
                                        "Verslag buitenlandse dienstreis naar Gent",
                                        "RESULTATEN",
                                        "CONCLUSIE:",
                                        "De vraag is: hoelang duurde de reis?"}) {
        INFO(line);
        CHECK(match_heading(line).kind == Kind::text);
    }
}

TEST_CASE("lines made up as headings and as text are told apart") {
    Random random(7);
    for (int i = 0; i < 10'000; ++i) {
        const std::size_t question = random.below(model::question_count);
        const std::string heading = heading_line(random, question);
        INFO(heading);
        const HeadingMatch match = match_heading(heading);
        REQUIRE(match.kind == Kind::question);
        REQUIRE(match.question == question);
        REQUIRE(match.value.empty());
        const std::string line = text_line(random);
        INFO(line);
        REQUIRE(match_heading(line).kind == Kind::text);
    }
}
