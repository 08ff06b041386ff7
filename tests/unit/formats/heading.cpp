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
             {"1 Hoelang duurde de reis?", 1},
             {"(2) Hoelang duurde de reis?", 1},
             {"2: Hoelang duurde de reis?", 1},
             {"Vraag 2: Hoelang duurde de reis?", 1},
             {"vraag 2. HOELANG DUURDE DE REIS", 1},
             {"**Vraag 2** Hoelang duurde de reis?", 1},
             {"| Hoelang duurde de reis? |", 1},
             {"| **Hoelang duurde de reis?** | |", 1},
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
             {"HOEVEEL PERSONEN HEBBEN DE REIS GEMAAKT\t2 ambtenaren", 0, "2 ambtenaren"},
             {"Hoeveel personen hebben de reis gemaakt \t 2", 0, "2"},
             {"HOEVEEL PERSONEN HEBBEN DE REIS GEMAAKT - 2 ambtenaren", 0, "2 ambtenaren"},
             {"Hoeveel personen hebben de reis gemaakt – 2 – 3", 0, "2 – 3"},
             {"HOEVEEL PERSONEN HEBBEN DE REIS GEMAAKT | 2", 0, "2"},
             {"HOEVEEL PERSONEN HEBBEN DE REIS GEMAAKT|2", 0, "2"},
             {"| Hoelang duurde de reis? | 2 dagen | 1 nacht |", 1, "2 dagen | 1 nacht"},
             {"|**Hoelang duurde de reis?**|2 dagen|  ", 1, "2 dagen"},
             {"Hoelang duurde de reis?\t2 dagen", 1, "2 dagen"},
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
                                        "1. 2. Hoelang duurde de reis?",
                                        "Vraag van de raad: hoelang duurde de reis?",
                                        "Hoelang duurde de reis-dag",
                                        "Hoelang duurde de reis -dag",
                                        "Hoelang duurde de reis; 2 dagen",
                                        "Hoelang duurde de reis 2 dagen",
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
                                        "VERSLAG BUITENLANDSE DIENSTREIS - GENT",
                                        "Verslag buitenlandse dienstreis naar Gent",
                                        "RESULTATEN",
                                        "CONCLUSIE:",
                                        "De vraag is: hoelang duurde de reis?"}) {
        INFO(line);
        CHECK(match_heading(line).kind == Kind::text);
    }
}

TEST_CASE("signs behind a heading are its value unless they are its own marks") {
    for (const Expected& expected : {
             Expected{"Hoelang duurde de reis: ???", 1, "???"},
             {"Hoelang duurde de reis: ?", 1, "?"},
             {"Hoelang duurde de reis? ?", 1, "?"},
             {"Hoelang duurde de reis ???", 1, "???"},
             {"Hoelang duurde de reis:?", 1, "?"},
             {"HOEVEEL PERSONEN HEBBEN DE REIS GEMAAKT ???", 0, "???"},
             {"HOEVEEL PERSONEN HEBBEN DE REIS GEMAAKT\t?", 0, "?"},
             {"HOEVEEL PERSONEN HEBBEN DE REIS GEMAAKT -", 0, "-"},
             {"Hoelang duurde de reis? -", 1, "-"},
             {"Hoelang duurde de reis? #", 1, "#"},
             {"Hoelang duurde de reis? *", 1, "*"},
             {"Hoelang duurde de reis? : #1", 1, "#1"},
             {"Hoelang duurde de reis: ______", 1, "______"},
             {"Hoelang duurde de reis?____2 dagen____", 1, "____2 dagen____"},
             {"Hoelang duurde de reis? **2** dagen **", 1, "**2** dagen **"},
             {"**Hoelang duurde de reis?** ****", 1, "****"},
             {"**Hoelang duurde de reis: ??**", 1, "??"},
             {"## Hoelang duurde de reis? *# ", 1, "*# "},
             {"| Hoelang duurde de reis? | ? |", 1, "?"},
             {"Wie heb je ontmoet? (Benoem de functieomschrijving) ??", 4, "??"},
             {"Hoelang duurde de reis\t:", 1, ":"},
             // Its own.
             {"Hoelang duurde de reis???", 1},
             {"Hoelang duurde de reis ? :", 1},
             {"*Hoelang duurde de reis*?", 1},
             {"### **Hoelang duurde de reis?** ###", 1},
             {"__Hoelang duurde de reis?__ :", 1},
         }) {
        INFO(expected.line);
        const HeadingMatch match = match_heading(expected.line);
        CHECK(match.kind == Kind::question);
        CHECK(match.question == expected.question);
        CHECK(match.value == expected.value);
    }
}

TEST_CASE("a heading behind a bullet or the mark of a quotation is one that may be text as well") {
    for (const std::string_view line :
         {"> Hoelang duurde de reis?", ">> **Hoelang duurde de reis?**", "- Hoelang duurde de reis?",
          "* Hoelang duurde de reis?", "• Hoelang duurde de reis?", "•\tHOELANG DUURDE DE REIS",
          "– Hoelang duurde de reis?", "o  Hoelang duurde de reis?", "§ Hoelang duurde de reis?",
          "b) Hoelang duurde de reis?", "> 2. Hoelang duurde de reis?"}) {
        INFO(line);
        const HeadingMatch match = match_heading(line);
        CHECK(match.kind == Kind::question);
        CHECK(match.question == 1);
        CHECK(match.quoted);
    }
    CHECK_FALSE(match_heading("2. Hoelang duurde de reis?").quoted);
    CHECK(match_heading("• Hoelang duurde de reis: 2 dagen").value == "2 dagen");
}

TEST_CASE("a heading may end on the next line") {
    const auto is_open = [](std::string_view line) {
        const HeadingMatch match = match_heading(line);
        return match.kind == Kind::text && match.open;
    };
    for (const std::string_view line : {"Wat was het doel", "wat ", "2. ZIJN ER VERVOLGAFSPRAKEN?", "> Wie heb je",
                                        "Verslag buitenlandse", "Wie heb je ontmoet (benoem de"}) {
        INFO(line);
        CHECK(is_open(line));
    }
    for (const std::string_view line :
         {"Wat was het do", "Wat een doel", "2.", "**", "wa", "Hoelang duurde de reisdag"}) {
        INFO(line);
        CHECK_FALSE(is_open(line));
    }
    const std::string_view two = "Wie heb je ontmoet? (benoem de\nfunctieomschrijving) De schepen";
    const HeadingMatch first = match_heading(two.substr(0, two.find('\n'))), both = match_heading(two);
    CHECK((first.kind == Kind::question && first.open && first.value == "(benoem de" && first.size == 18));
    CHECK((both.kind == Kind::question && !both.open && both.value == "De schepen" && both.size == 51));
    CHECK(match_heading("> Wat was het doel\n> van de reis?").question == 2);
    CHECK(match_heading("Verslag buitenlandse\ndienstreis").kind == Kind::title);
}

TEST_CASE("a line with a question's number alone is known from an answer") {
    for (const std::string_view line : {"2.", " 2) ", "(2)", "Vraag 2", "vraag 2:", "**2.**"}) {
        INFO(line);
        CHECK(formats::is_number_of(line, 1));
        CHECK_FALSE(formats::is_number_of(line, 2));
    }
    for (const std::string_view line : {"", "2", " 2 ", "2. x", "- 2.", "Vraag", "2.5.", "b)"}) {
        INFO(line);
        CHECK_FALSE(formats::is_number_of(line, 1));
    }
}

TEST_CASE("most words of a question are found in order and close together") {
    const auto found = [](std::string_view text, std::size_t question) {
        return formats::find_most_words(text, question);
    };
    constexpr std::size_t nowhere = std::string_view::npos;
    CHECK(found("Het was koud. Wat was het doel vd reis?", 2) == 14);
    CHECK(found("Hoeveel mensen hebben\nde reis gemaakt 3", 0) == 0);
    CHECK(found("Wie heb je gesproken?", 4) == 0);
    CHECK(found("en: WAT LEVERDE DE REIS DE GEMEENTE OP", 5) == 4);
    CHECK(found("Vervolg: zijn er ook nog afspraken? Zo ja, welke?", 6) == 9);
    CHECK(found("", 0) == nowhere);
    CHECK(found("De reis duurde lang", 1) == nowhere);
    CHECK(found("Het programma van de reis was vol", 2) == nowhere);
    CHECK(found("Wat een weer. Het was mooi om te zien hoe het daar gaat. Het doel was halverwege de tocht bereikt, en "
                "van de reis",
                2) == nowhere);
    CHECK(found("reis de gemaakt hebben personen hoeveel", 0) == nowhere);
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
