// The text report: byte for byte out, exact or tolerant in, and never a character lost.
#include "formats/text.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "../../sweep/sweep.h"
#include "formats/import.h"
#include "generate.h"
#include "model/utf8.h"

using formats::export_text;
using formats::import_text;
using formats::Notice;
using formats::TextReading;
using model::Report;

namespace {

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    INFO(path);
    REQUIRE(file.is_open());
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::size_t count(const std::vector<Notice>& notices, Notice::Kind kind) {
    return static_cast<std::size_t>(
        std::count_if(notices.begin(), notices.end(), [kind](const Notice& notice) { return notice.kind == kind; }));
}

// Every character that is no white space, sorted: two texts hold the same ones when these are equal.
std::vector<char32_t> ink(const std::string& text) {
    std::vector<char32_t> characters;
    for (std::size_t position = 0; position < text.size();) {
        const model::utf8::Character character = model::utf8::decode(text, position);
        position += character.size;
        if (!model::utf8::is_white(character.code)) characters.push_back(character.code);
    }
    std::sort(characters.begin(), characters.end());
    return characters;
}

std::string all_text(const Report& report) {
    std::string text;
    for (const std::string& answer : report.answers) text += answer + "\n";
    for (const std::string& block : report.unplaced) text += block + "\n";
    return text;
}

}  // namespace

TEST_CASE("an empty report is exported byte for byte") {
    CHECK(export_text({}) ==
          "\n\nVERSLAG BUITENLANDSE DIENSTREIS"
          "\n\nHOEVEEL PERSONEN HEBBEN DE REIS GEMAAKT\n\n"
          "\n\nHOELANG DUURDE DE REIS?\n\n"
          "\n\nWAT WAS HET DOEL VAN DE REIS?\n\n"
          "\n\nWELKE LOCATIES ZIJN BEZOCHT?\n\n"
          "\n\nWIE HEB JE ONTMOET? (BENOEM DE FUNCTIEOMSCHRIJVING)\n\n"
          "\n\nWAT HEEFT DE REIS DE GEMEENTE OPGELEVERD?\n\n"
          "\n\nZIJN ER VERVOLGAFSPRAKEN? ZO JA, WELKE?\n\n");
}

TEST_CASE("a real report reads to seven answers and exports the same bytes") {
    const char* seed = std::getenv("REISVERSLAG_SEED");
    const std::string text =
        read_file(seed != nullptr ? seed : std::string(REISVERSLAG_TEST_DATA) + "/example-report.txt");
    if (seed != nullptr) CHECK(text.size() == 2280);
    const formats::Import import = formats::import_any(text);
    REQUIRE(import.problem == formats::ImportProblem::none);
    CHECK_FALSE(import.from_json);
    REQUIRE(import.reports.size() == 1);
    CHECK_FALSE(import.whole.has_value());
    const Report& report = import.as_one().report;
    CHECK(import.as_one().exact);
    CHECK(model::answered_count(report) == 7);
    CHECK(report.unplaced.empty());
    CHECK(import.notices.empty());
    // A real report ends with a link that leads nowhere.
    const Notice& last = import.as_one().notices.back();
    CHECK((last.kind == Notice::Kind::link_without_address && last.question == 6 && last.count == 1));
    if (seed == nullptr) {
        CHECK(import.as_one().notices ==
              std::vector<Notice>{{Notice::Kind::hidden_characters, 15, 2, "\u237D", 1, model::Hidden::fixed_space},
                                  {Notice::Kind::link_without_address, 44, 6}});
    }
    CHECK(export_text(report) == text);
    CHECK(formats::text_export_is_reversible(report));

    SECTION("with Windows line ends and a byte order mark") {
        std::string windows = "\uFEFF";
        for (const char letter : text) windows += letter == '\n' ? "\r\n" : std::string(1, letter);
        const formats::Import again = formats::import_any(windows);
        CHECK(again.as_one().report == report);
        CHECK(again.as_one().notices == import.as_one().notices);
    }
    SECTION("with other blank lines and headings in sentence case") {
        std::string loose;
        for (std::size_t i = 0; i < model::question_count; ++i) {
            loose += "## " + std::string(model::questions[i].question) + "\n" + report.answers[i] + "\n\n\n";
        }
        const TextReading again = import_text(loose);
        CHECK_FALSE(again.exact);
        CHECK(again.report == report);
        CHECK(again.notices.size() == import.as_one().notices.size());
    }
}

TEST_CASE("an exact export is read with its blank lines") {
    Report report;
    report.answers[0] = "\n  5 \n\n";
    report.answers[3] = "\n\n\n";
    report.answers[6] = " \n";
    const TextReading reading = import_text(export_text(report));
    CHECK(reading.exact);
    CHECK(reading.recognised);
    CHECK(reading.notices.empty());
    CHECK(reading.report == report);
}

TEST_CASE("the tolerant reading trims blank lines and keeps indents") {
    const TextReading reading = import_text("HOELANG DUURDE DE REIS?\n \n\u00A0\n  - 2 dagen  \n\n- 1 nacht \n\t\n");
    CHECK_FALSE(reading.exact);
    CHECK(reading.report.answers[1] == "  - 2 dagen  \n\n- 1 nacht ");
    CHECK(count(reading.notices, Notice::Kind::missing_heading) == 6);
    CHECK(reading.notices.size() == 6);
}

TEST_CASE("values on the heading's line go before what stands below") {
    const TextReading reading = import_text(
        "Hoeveel personen hebben de reis gemaakt: 5\nHoelang duurde de reis: 3 dagen\n\nwaarvan 1 op reis\n\n"
        "Wat was het doel van de reis?");
    CHECK(reading.report.answers[0] == "5");
    CHECK(reading.report.answers[1] == "3 dagen\n\nwaarvan 1 op reis");
    CHECK(reading.report.answers[2].empty());
    CHECK(count(reading.notices, Notice::Kind::missing_heading) == 4);
}

TEST_CASE("missing, repeated and reordered headings are told") {
    const TextReading reading = import_text(
        "Verslag buitenlandse dienstreis\n"           // 1
        "WAT WAS HET DOEL VAN DE REIS?\nleren\n"      // 2
        "HOELANG DUURDE DE REIS?\n2 dagen\n"          // 4
        "Wat was het doel van de reis\n\nen delen\n"  // 6
        "HOELANG DUURDE DE REIS?\n"                   // 9
        "HOELANG DUURDE DE REIS? 1 nacht");           // 10
    CHECK(reading.report.answers[1] == "2 dagen\n\n1 nacht");
    CHECK(reading.report.answers[2] == "leren\n\nen delen");
    CHECK(reading.report.unplaced.empty());
    using Kind = Notice::Kind;
    CHECK(reading.notices == std::vector<Notice>{
                                 {Kind::reordered, 4, 1, "HOELANG DUURDE DE REIS?"},
                                 {Kind::repeated_heading, 6, 2, "Wat was het doel van de reis"},
                                 {Kind::repeated_heading, 10, 1, "HOELANG DUURDE DE REIS? 1 nacht"},
                                 {Kind::missing_heading, 0, 0},
                                 {Kind::missing_heading, 0, 3},
                                 {Kind::missing_heading, 0, 4},
                                 {Kind::missing_heading, 0, 5},
                                 {Kind::missing_heading, 0, 6},
                             });
}

TEST_CASE("text that belongs to no heading is unplaced, one string a block") {
    const TextReading reading = import_text(
        "Van: afdeling Economie\r\nAan: griffie\r\n\r\nBeste allen,\r\n\r\nVERSLAG BUITENLANDSE DIENSTREIS\r\n"
        "  Gent, najaar\r\n\r\nHOELANG DUURDE DE REIS?\r\n2 dagen\r\n");
    CHECK(reading.report.unplaced ==
          std::vector<std::string>{"Van: afdeling Economie\nAan: griffie\n\nBeste allen,", "  Gent, najaar"});
    CHECK(reading.report.answers[1] == "2 dagen");
    REQUIRE(reading.notices.size() == 8);
    CHECK(reading.notices[0] == Notice{Notice::Kind::unplaced_text, 1, Notice::no_question, "Van: afdeling Economie"});
    CHECK(reading.notices[1] == Notice{Notice::Kind::unplaced_text, 7, Notice::no_question, "  Gent, najaar"});
}

TEST_CASE("lines in capitals that are no heading are text") {
    const TextReading reading = import_text("HOELANG DUURDE DE REIS?\nRESULTATEN\n2 dagen\nCONCLUSIE:\n");
    CHECK(reading.report.answers[1] == "RESULTATEN\n2 dagen\nCONCLUSIE:");
}

TEST_CASE("several reports in one text are repeated headings") {
    Report first, second;
    for (std::size_t i = 0; i < model::question_count; ++i) {
        first.answers[i] = "a" + std::to_string(i);
        second.answers[i] = "b" + std::to_string(i);
    }
    const std::string text = export_text(first).substr(2) + "\n" + export_text(second);
    const TextReading reading = import_text(text);
    CHECK_FALSE(reading.exact);
    CHECK(count(reading.notices, Notice::Kind::repeated_heading) == 7);
    CHECK(reading.notices.size() == 7);
    CHECK(reading.report.unplaced.empty());
    for (std::size_t i = 0; i < model::question_count; ++i) {
        CHECK(reading.report.answers[i] == first.answers[i] + "\n\n" + second.answers[i]);
    }

    SECTION("unless the whole is, byte for byte, one report with such an answer: then it stays so, and it is told") {
        const TextReading exact = import_text(export_text(first) + export_text(second));
        CHECK(exact.exact);
        CHECK(exact.report.answers[6] == "a6" + export_text(second));
        CHECK(count(exact.notices, Notice::Kind::repeated_heading) == 7);
        CHECK(exact.notices[0].line == 35);
    }
}

TEST_CASE("a title inside an answer is text unless a heading follows") {
    const TextReading reading = import_text(
        "HOELANG DUURDE DE REIS?\n2 dagen\nVerslag buitenlandse dienstreis\nzie bijlage\n\n"
        "Verslag buitenlandse dienstreis\n\nWELKE LOCATIES ZIJN BEZOCHT?\nGent\nVerslag buitenlandse dienstreis\n\n");
    CHECK(reading.report.answers[1] == "2 dagen\nVerslag buitenlandse dienstreis\nzie bijlage");
    CHECK(reading.report.answers[3] == "Gent\nVerslag buitenlandse dienstreis");
    CHECK(reading.report.unplaced.empty());
}

TEST_CASE("a text without any heading is not recognised and still not lost") {
    const TextReading reading = import_text("Boodschappen\nmelk");
    CHECK_FALSE(reading.recognised);
    CHECK(reading.report.unplaced == std::vector<std::string>{"Boodschappen\nmelk"});
    CHECK(reading.notices == std::vector<Notice>{{Notice::Kind::no_heading}});
    CHECK_FALSE(import_text("").recognised);
    CHECK(import_text("VERSLAG BUITENLANDSE DIENSTREIS\nnog leeg").recognised);
}

TEST_CASE("an answer that looks like a heading makes the export irreversible, and its bytes stay") {
    const auto reversible = [](std::size_t question, std::string_view answer) {
        Report report;
        report.answers[question] = answer;
        const std::string text = export_text(report);
        const TextReading reading = import_text(text);
        CHECK(reading.exact);
        CHECK(export_text(reading.report) == text);
        const bool same = reading.report == report;
        CHECK(formats::text_export_is_reversible(report) == same);
        return same;
    };
    CHECK(reversible(0, "zie HOELANG DUURDE DE REIS?"));
    CHECK(reversible(0, "x\n\nHOELANG DUURDE DE REIS?\ny"));
    CHECK(reversible(0, "x\n\nWELKE LOCATIES ZIJN BEZOCHT?\n\ny"));
    CHECK(reversible(6, "x\n\nHOELANG DUURDE DE REIS?\n\ny"));
    CHECK_FALSE(reversible(0, "x\n\nHOELANG DUURDE DE REIS?\n\ny"));
    CHECK_FALSE(reversible(0, "x\n\nHOELANG DUURDE DE REIS?"));
    CHECK_FALSE(reversible(0, "x\n\nHOELANG DUURDE DE REIS?\n"));
    CHECK_FALSE(reversible(0, "\n\nHOELANG DUURDE DE REIS?"));
    CHECK(reversible(0, "\nHOELANG DUURDE DE REIS?"));
    CHECK(reversible(0, "x\n"));
    Report report;
    report.answers[2] = std::string("a\0b", 3);
    CHECK_FALSE(formats::text_export_is_reversible(report));
}

TEST_CASE("made-up reports survive export and import as text", "[sweep]") {
    Random random(sweep::chance(1));
    const std::size_t reports = sweep::scale<std::size_t>(5'000, 10'000, 1'000'000);
    std::size_t reversible = 0;
    for (std::size_t i = 0; i < reports; ++i) {
        const Report report = random_report(random);
        const std::string text = export_text(report);
        const TextReading reading = import_text(text);
        INFO(text);
        REQUIRE(reading.exact);
        REQUIRE(export_text(reading.report) == text);
        const bool same = reading.report.answers == report.answers;
        REQUIRE(formats::text_export_is_reversible(report) == same);
        reversible += same ? 1u : 0u;
    }
    CHECK(reversible > reports / 10 * 9);
    CHECK(reversible < reports);
}

TEST_CASE("made-up texts are read without losing a character", "[sweep]") {
    static constexpr std::string_view ends[] = {"\n", "\n", "\r\n", "\r"};
    Random random(sweep::chance(2));
    for (int i = 0; i < sweep::scale(5'000, 10'000, 1'000'000); ++i) {
        const std::string_view end = random.pick(ends);
        std::string text, expected;
        text += random.one_in(3) ? "\uFEFF" : "\n";
        if (random.one_in(3)) text += std::string(model::report_heading) + std::string(end);
        const std::size_t lines = random.below(30);
        for (std::size_t line = 0; line < lines; ++line) {
            if (random.one_in(4)) {
                text += heading_line(random, random.below(model::question_count));
            } else if (random.one_in(8)) {
                const std::string value = "waarde " + std::to_string(random.below(1000));
                text += std::string(model::questions[1].question) + " " + value;
                expected += value;
            } else if (!random.one_in(3)) {
                const std::string words = text_line(random);
                text += words;
                expected += words;
            }
            text += end;
        }
        const TextReading reading = import_text(text);
        INFO(text);
        REQUIRE(ink(all_text(reading.report)) == ink(expected));
        for (const std::string& answer : reading.report.answers) REQUIRE(answer.find('\r') == std::string::npos);
        const std::string again = export_text(reading.report);
        const TextReading second = import_text(again);
        REQUIRE(second.exact);
        REQUIRE(second.report.answers == reading.report.answers);
    }
}

TEST_CASE("a text of a million lines is read") {
    std::string text = "HOELANG DUURDE DE REIS?\n";
    for (int i = 0; i < 1'000'000; ++i) text += "x\n";
    const TextReading reading = import_text(text);
    CHECK(reading.report.answers[1].size() == 1'999'999);

    std::string headings;
    for (int i = 0; i < 80'000; ++i) headings += "HOELANG DUURDE DE REIS?\nx\n";
    const TextReading repeated = import_text(headings);
    REQUIRE(count(repeated.notices, Notice::Kind::repeated_heading) == 1);
    CHECK(repeated.notices[0].count == 79'999);
}
