// Anything handed in: which bytes and format it is, and one clear reason why not.
#include "formats/import.h"

#include <catch2/catch_test_macros.hpp>

#include "formats/json.h"
#include "formats/text.h"

using formats::Import;
using formats::import_any;
using formats::ImportProblem;
using formats::Notice;

namespace {

constexpr std::string_view heading = "HOELANG DUURDE DE REIS?\n";

std::string with_heading(std::string_view answer) { return std::string(heading) + std::string(answer); }

// ASCII and U+2019 only.
std::string utf16(std::u16string_view text, bool big_endian) {
    std::string bytes;
    for (const char16_t unit : text) {
        const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
        bytes += big_endian ? high : low;
        bytes += big_endian ? low : high;
    }
    return bytes;
}

bool has_repair(const Import& import) {
    return !import.notices.empty() && import.notices[0].kind == Notice::Kind::repaired_bytes;
}

}  // namespace

TEST_CASE("text and JSON are told apart") {
    const Import text = import_any(with_heading("2 dagen"));
    CHECK(text.problem == ImportProblem::none);
    CHECK_FALSE(text.from_json);
    CHECK(text.as_one().report.answers[1] == "2 dagen");

    model::Report report;
    report.answers[1] = "2 dagen";
    const Import json = import_any("\uFEFF \r\n\t" + formats::export_json(report));
    CHECK(json.problem == ImportProblem::none);
    CHECK(json.from_json);
    CHECK(json.as_one().report == report);
}

TEST_CASE("what is no report has one reason") {
    const auto problem = [](std::string_view bytes) { return import_any(bytes).problem; };
    using namespace std::string_view_literals;
    CHECK(problem("") == ImportProblem::empty);
    CHECK(problem("\uFEFF \n\u00A0\t") == ImportProblem::empty);
    CHECK(problem("\xFF\xFE") == ImportProblem::empty);
    CHECK(problem("{\"a\":1}") == ImportProblem::not_a_report);
    CHECK(problem(" {}") == ImportProblem::not_a_report);
    CHECK(problem("HOELANG DUURDE DE REIS?\n\0"sv) == ImportProblem::not_text);
    CHECK(problem("{\"format\":\"reisverslag\"}\0"sv) == ImportProblem::not_text);
    CHECK(problem("\xFF\xFE\0\0a\0\0\0"sv) == ImportProblem::not_text);  // UTF-32
    std::string deep = R"({"format":"reisverslag","x":)";
    deep.append(100'000, '[');
    CHECK(problem(deep) == ImportProblem::too_deep);
    CHECK(problem(std::string(1'000'000, '[')) == ImportProblem::none);
    std::string many = R"({"format":"reisverslag","x":[0)";
    for (int i = 0; i < 20'000; ++i) many += ",0";
    CHECK(problem(many + "]}") == ImportProblem::too_many_nodes);
    CHECK(import_any(many + "]}").reports.empty());
}

TEST_CASE("a file that holds its text in another way is refused by the name of its kind") {
    const auto problem = [](std::string_view bytes) { return import_any(bytes).problem; };
    using namespace std::string_view_literals;
    CHECK(problem("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\0"sv) == ImportProblem::pdf);
    CHECK(problem("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"sv) == ImportProblem::old_office);
    CHECK(problem("PK\x03\x04\x14\0\x06\0[Content_Types].xmlPK\x03\x04word/document.xml"sv) == ImportProblem::word);
    CHECK(problem("PK\x03\x04\x14\0\x06\0[Content_Types].xmlPK\x03\x04xl/workbook.xml"sv) == ImportProblem::table);
    CHECK(problem("PK\x03\x04\x14\0\0\bmimetypeapplication/vnd.oasis.opendocument.text"sv) == ImportProblem::odt);
    CHECK(problem("PK\x03\x04\x14\0\0\bverslagen/een.txt"sv) == ImportProblem::archive);
    for (const std::string_view picture : {"\x89PNG\r\n\x1A\n\0\0"sv, "\xFF\xD8\xFF\xE0\0\x10JFIF"sv, "GIF89a\1\0"sv,
                                           "\0\0\0\x18"
                                           "ftypheic"sv}) {
        CHECK(problem(picture) == ImportProblem::picture);
    }
    CHECK(problem("\n{\\rtf1\\ansi Hoelang duurde de reis?\\par drie dagen}") == ImportProblem::rtf);
    CHECK(problem("<!doctype html>\n<p>Hoelang duurde de reis?</p>") == ImportProblem::web_page);
    CHECK(problem("<html><body>Hoelang duurde de reis?") == ImportProblem::web_page);

    const std::string body = "\nHoelang duurde de reis?\ndrie=20dagen\n";
    CHECK(problem("From: iemand@voorbeeld.invalid\nTo: mij\n  en jou\nMIME-Version: 1.0\n" + body) ==
          ImportProblem::mail);
    CHECK(problem("From - Tue Dec 1\r\nSubject: verslag\r\nContent-Transfer-Encoding: base64\r\n\r\nSG9l") ==
          ImportProblem::mail);
    CHECK(problem("From: <Saved by Blink>\nContent-Type: multipart/related\n" + body) == ImportProblem::mail);
    // A mail that was copied from the screen has no such lines, and neither has an answer about them.
    CHECK(problem("From: iemand\nSubject: verslag\n" + body) == ImportProblem::none);
    CHECK(problem(body + "\nContent-Type: text/plain\n") == ImportProblem::none);

    for (const std::string_view table :
         {"Vraag;Antwoord\n\"Hoelang duurde de reis?\";\"drie\ndagen\"\n", "Hoelang duurde de reis?;drie dagen\n",
          "\"Wie heb je ontmoet?\",\"de schepen\"\n"}) {
        INFO(table);
        CHECK(problem(table) == ImportProblem::table);
    }
    for (const std::string_view text :
         {"Hoelang duurde de reis?; drie dagen", "Hoelang duurde de reis? \"drie\";\"dagen\"",
          "\"Hoelang duurde de reis?\" drie dagen", "drie;dagen;\"Hoelang"}) {
        INFO(text);
        CHECK(problem(text) == ImportProblem::none);
    }
}

TEST_CASE("a text without any question is kept whole, and that is said") {
    for (const std::string_view text : {"boodschappen\nmelk", "[1,2]", "{concept}\nnog niet af", "x", "<p>los</p>"}) {
        INFO(text);
        const Import import = import_any(text);
        REQUIRE(import.problem == ImportProblem::none);
        REQUIRE(import.reports.size() == 1);
        CHECK(model::answered_count(import.as_one().report) == 0);
        CHECK(import.as_one().report.unplaced == std::vector<std::string>{std::string(text)});
        CHECK(import.as_one().notices == std::vector<Notice>{{Notice::Kind::no_heading}});
    }
}

TEST_CASE("a text that begins with a brace is JSON only when it goes on like JSON") {
    const Import import = import_any("{concept}\nHoelang duurde de reis?\ndrie dagen");
    CHECK(import.as_one().report.unplaced == std::vector<std::string>{"{concept}"});
    CHECK(import.as_one().report.answers[1] == "drie dagen");
    // A quotation in braces goes on like it, but has the questions of a text.
    const Import quoted = import_any("{ \"concept\" }\nHoelang duurde de reis?\ndrie dagen");
    CHECK(quoted.as_one().report.answers[1] == "drie dagen");
    CHECK(quoted.as_one().report.unplaced == std::vector<std::string>{"{ \"concept\" }"});
}

TEST_CASE("JSON that does not parse is kept whole, with the place of its mistake") {
    const auto fault = [](std::string_view bytes) {
        const Import import = import_any(bytes);
        REQUIRE(import.problem == ImportProblem::none);
        CHECK_FALSE(import.from_json);
        CHECK(import.as_one().report.unplaced == std::vector<std::string>{std::string(bytes.substr(bytes.find('{')))});
        REQUIRE(import.as_one().notices.size() == 1);
        return import.as_one().notices.front();
    };
    using Kind = Notice::Kind;
    const auto at = [](Kind kind, std::size_t line, std::string text) {
        return Notice{kind, line, Notice::no_question, std::move(text)};
    };
    CHECK(fault("{") == at(Kind::json_ends, 1, ""));
    CHECK(fault("\n\n{\"format\":\"reisverslag\",\n\"answers\":{\"met\":\"x") == at(Kind::json_ends, 4, ""));
    CHECK(fault("{\"format\":\"reisverslag\",\n\"unplaced\":[\"a\",\n]}") == at(Kind::json_comma, 3, "]"));
    CHECK(fault("{\"format\":\"reisverslag\",\n}") == at(Kind::json_comma, 2, "}"));
    CHECK(fault("{\"format\":\"reisverslag\"\n\"version\":1}") == at(Kind::json_unexpected, 2, "\"version\""));
    CHECK(fault("{\"format\":\"reisverslag\"} en meer") ==
          at(Kind::json_unexpected, 1, "{\"format\":\"reisverslag\"} e"));
    CHECK(fault("{\"format\":\"reisverslag\",\n\"x\":1e400}") == at(Kind::json_unexpected, 2, "\"x\":1e400"));
    CHECK(fault("{“format”:“reisverslag”}") == at(Kind::json_unexpected, 1, "{“"));
    CHECK(fault("{\"format\":\"reisverslag éé123456789012345678901234567\"x}") ==
          at(Kind::json_unexpected, 1, "é123456789012345678901234567\"x"));
    CHECK(fault("{'format':'reisverslag'}").kind == Kind::json_unexpected);

    // Such a text is kept as it is, halves of characters too.
    CHECK(import_any("{\"format\":\"reisverslag\",\"x\":\"\\ud800\"").notices.empty());

    // More than a text may be: JSON may.
    std::string large = R"({"format":"reisverslag","answers":{"met":")";
    large.resize(formats::text_limit_bytes + 1, 'x');
    CHECK(fault(large).kind == Kind::json_ends);
}

TEST_CASE("what is too large is refused by its kind") {
    std::string text = with_heading("");
    text.resize(formats::text_limit_bytes, 'x');
    CHECK(import_any(text).problem == ImportProblem::none);
    CHECK(import_any(text + "x").problem == ImportProblem::too_large);

    std::string json = R"({"format":"reisverslag","answers":{"met":")";
    json.resize(formats::json_limit_bytes - 3, 'x');
    CHECK(import_any(json + "\"}}").problem == ImportProblem::none);
    CHECK(import_any(json + "x\"}}").problem == ImportProblem::too_large);
}

TEST_CASE("UTF-16 with its mark is read") {
    for (const bool big_endian : {false, true}) {
        const Import import = import_any(utf16(u"\uFEFFHOELANG DUURDE DE REIS?\r\n’s middags 😀", big_endian));
        CHECK(import.problem == ImportProblem::none);
        CHECK(import.as_one().report.answers[1] == "’s middags 😀");
        CHECK_FALSE(has_repair(import));
        const Import json =
            import_any(utf16(u"\uFEFF{\"format\":\"reisverslag\",\"answers\":{\"met\":\"é\"}}", big_endian));
        CHECK(json.from_json);
        CHECK(json.as_one().report.answers[4] == "é");
    }
    std::u16string lone = u"\uFEFFHOELANG DUURDE DE REIS?\na";
    lone += static_cast<char16_t>(0xDC00);
    lone += u'b';
    lone += static_cast<char16_t>(0xD800);
    const Import import = import_any(utf16(lone, false) + "c");
    CHECK(import.as_one().report.answers[1] == "a\uFFFDb\uFFFD\uFFFD");
    CHECK(import.notices == std::vector<Notice>{{Notice::Kind::replaced_bytes}});
}

TEST_CASE("bytes that are no UTF-8 are read as Windows-1252") {
    const Import import = import_any(with_heading("co\xF6rdinatie \x80 5 \x96 \x91s middags\x92 \x81"));
    CHECK(import.problem == ImportProblem::none);
    CHECK(import.as_one().report.answers[1] == "coördinatie € 5 – ‘s middags’ \u0081");
    CHECK(has_repair(import));

    SECTION("and what is UTF-8 beside them stays") {
        const Import mixed = import_any(with_heading("één \xE9n \xC3"));
        CHECK(mixed.as_one().report.answers[1] == "één én Ã");
    }
    SECTION("also a last letter that could be the beginning of a character") {
        const Import last = import_any(with_heading("bij het caf\xE9"));
        CHECK(last.as_one().report.answers[1] == "bij het café");
        CHECK(has_repair(last));
    }
    SECTION("in JSON too") {
        const Import json = import_any("{\"format\":\"reisverslag\",\"answers\":{\"met\":\"\xEFx\"}}");
        CHECK(json.as_one().report.answers[4] == "ïx");
        CHECK(has_repair(json));
    }
}

TEST_CASE("a character that is cut off at the end is said, and the rest stays UTF-8") {
    for (const std::string_view cut : {"co\xC3\xB6rdinatie, 5 \xE2\x82", "co\xC3\xB6rdinatie \xC3", "5 \xE2\x82",
                                       "5 \xE2", "ja \xF0\x9F\x98", "caf\xC3"}) {
        INFO(cut);
        const Import import = import_any(with_heading(cut));
        const std::string& answer = import.as_one().report.answers[1];
        CHECK(answer == std::string(cut.substr(0, cut.find_last_not_of("\xE2\x82\xC3\xF0\x9F\x98") + 1)) + "\uFFFD");
        CHECK(import.notices == std::vector<Notice>{{Notice::Kind::cut_off}});
    }
}

TEST_CASE("damage that is valid UTF-8 is not touched") {
    const Import import = import_any(with_heading("co\u00C3\u00B6rdinatie \uFFFD"));
    CHECK(import.as_one().report.answers[1] == "co\u00C3\u00B6rdinatie \uFFFD");
    CHECK_FALSE(has_repair(import));
}

TEST_CASE("UTF-8 is known from other bytes") {
    CHECK(formats::is_utf8(""));
    CHECK(formats::is_utf8("aé€😀\U0010FFFF\x7F"));
    CHECK(formats::is_utf8(std::string_view("\0", 1)));
    for (const std::string_view bytes : {"\x80", "\xC0\xAF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                                         "\xF4\x90\x80\x80", "a\xC3", "\xE2\x82", "\xFF"}) {
        CHECK_FALSE(formats::is_utf8(bytes));
    }
}

TEST_CASE("UTF-16 without its mark is known by its NULs") {
    for (const bool big_endian : {false, true}) {
        const Import import = import_any(utf16(u"HOELANG DUURDE DE REIS?\r\n’s middags 中文 Ā 😀", big_endian));
        CHECK(import.problem == ImportProblem::none);
        CHECK(import.as_one().report.answers[1] == "’s middags 中文 Ā 😀");
        CHECK(import.notices.empty());
    }
    CHECK(import_any(utf16(u"boodschappen", false)).as_one().report.unplaced ==
          std::vector<std::string>{"boodschappen"});
    // With NULs of its own it is no text.
    std::u16string with_nul = u"HOELANG DUURDE DE REIS?\r\nx";
    with_nul += char16_t{0};
    CHECK(import_any(utf16(with_nul, false)).problem == ImportProblem::not_text);
}

TEST_CASE("surrogates that were written as characters are put together") {
    const Import pair = import_any(with_heading("een \xED\xA0\xBD\xED\xB8\x80"));
    CHECK(pair.as_one().report.answers[1] == "een 😀");
    CHECK(pair.notices.empty());
    const Import lone = import_any(with_heading("\xED\xA0\xBD x \xED\xB8\x80\xED\xA0\xBD"));
    CHECK(lone.as_one().report.answers[1] == "\uFFFD x \uFFFD\uFFFD");
    CHECK(lone.notices == std::vector<Notice>{{Notice::Kind::replaced_bytes}});
}

// ---- Several reports in one text -----------------------------------------------------------------------------------

namespace {

model::Report filled(std::string_view what) {
    model::Report report;
    for (std::size_t i = 0; i < model::question_count; ++i) report.answers[i] = std::string(what) + std::to_string(i);
    return report;
}

// The questions as lines, each with a letter below it.
std::string asked(std::initializer_list<std::size_t> questions, std::string_view answer) {
    std::string text;
    for (const std::size_t i : questions)
        text += std::string(model::questions[i].question) + "\n" + std::string(answer) + "\n";
    return text;
}

std::size_t parts_of(const std::string& text) {
    const Import import = import_any(text);
    REQUIRE(import.problem == ImportProblem::none);
    CHECK(import.whole.has_value() == (import.reports.size() > 1));
    return import.reports.size();
}

}  // namespace

TEST_CASE("exports one after the other are offered apart and as the one exact report that they also are") {
    std::string text;
    for (const char letter : {'a', 'b', 'c'}) text += formats::export_text(filled(std::string(1, letter)));
    const Import import = import_any(text);
    REQUIRE(import.reports.size() == 3);
    std::string again;
    for (std::size_t i = 0; i < 3; ++i) {
        const formats::ImportedReport& one = import.reports[i];
        CHECK(one.exact);
        CHECK(one.report == filled(std::string(1, static_cast<char>('a' + i))));
        CHECK(one.notices.empty());
        CHECK(one.line == (i == 0 ? 1 : 3 + 30 * i));
        again += formats::export_text(one.report);
    }
    CHECK(again == text);
    REQUIRE(import.whole.has_value());
    CHECK(import.whole->exact);
    CHECK(formats::export_text(import.whole->report) == text);
    CHECK(import.whole->notices.size() == 7);
    CHECK(import.whole->notices[0].count == 2);
}

TEST_CASE("one export is one report, also when an answer holds a heading") {
    model::Report report = filled("a");
    CHECK(parts_of(formats::export_text(report)) == 1);
    report.answers[6] = "x\n\nHOELANG DUURDE DE REIS?\n\ny\n\nVERSLAG BUITENLANDSE DIENSTREIS\n\nzie bijlage";
    const Import import = import_any(formats::export_text(report));
    REQUIRE(import.reports.size() == 1);
    CHECK(import.reports[0].report == report);
}

TEST_CASE("a report begins at a title that a heading follows") {
    const std::string title = "Verslag buitenlandse dienstreis\n";
    CHECK(parts_of(title + asked({0, 1}, "x") + title + asked({0}, "y")) == 2);
    CHECK(parts_of(title + asked({0, 1}, "x") + title + "\n \n" + asked({5, 1}, "y")) == 2);
    // Heading another page of the same report: none of its questions comes again.
    CHECK(parts_of(title + asked({0, 1}, "x") + title + "\n \n" + asked({5}, "y")) == 1);
    CHECK(parts_of(title + asked({0, 1}, "x") + title + title + asked({2, 3, 4}, "x") + title + asked({5, 6}, "x")) ==
          1);
    CHECK(parts_of(title + asked({0, 1}, "x") + title + asked({2}, "x") + title + asked({0, 1}, "y") + title +
                   asked({2}, "y")) == 2);
    CHECK(parts_of(title + asked({0, 1}, "x") + title + "tekst\n" + asked({5}, "y")) == 1);
    CHECK(parts_of(title + "tekst\n" + title + asked({0, 1}, "x")) == 1);
    CHECK(parts_of(title + title + asked({0, 1}, "x") + title + title + asked({1}, "y")) == 2);
    CHECK(parts_of(title + asked({0, 1}, "x") + title) == 1);
    // With text below it, when the headings start over.
    const Import import = import_any(title + asked({0, 6}, "x") + title + "Gent\n" + asked({0, 1, 2, 3, 4, 5, 6}, "y"));
    REQUIRE(import.reports.size() == 2);
    CHECK(import.reports[1].report.unplaced == std::vector<std::string>{"Gent"});
    CHECK(import.reports[1].line == 6);
    CHECK(import.reports[1].notices ==
          std::vector<Notice>{{Notice::Kind::unplaced_text, 7, Notice::no_question, "Gent"}});
}

TEST_CASE("without titles a report begins where nearly all headings start over in order") {
    const std::string all = asked({0, 1, 2, 3, 4, 5, 6}, "x");
    CHECK(parts_of(all) == 1);
    CHECK(parts_of(all + all) == 2);
    CHECK(parts_of(all + all + all) == 3);
    CHECK(parts_of(all + asked({0, 2, 3, 5, 6}, "y")) == 2);
    CHECK(parts_of(asked({0, 1, 2, 4, 6}, "y") + all) == 2);
    CHECK(parts_of(asked({1, 0, 3, 2, 5, 4, 6}, "y") + all) == 2);
    // Too few, on either side; one that comes again; the same ones in no order.
    CHECK(parts_of(all + asked({0, 1, 2, 3}, "y")) == 1);
    CHECK(parts_of(asked({0, 1, 2, 3}, "y") + all) == 1);
    CHECK(parts_of(all + asked({3}, "y")) == 1);
    CHECK(parts_of(all + asked({6, 5, 4, 3, 2, 1, 0}, "y")) == 1);
    CHECK(parts_of(asked({0, 1, 2, 2, 3, 4, 4, 5, 6}, "y")) == 1);

    const Import import = import_any(all + "tussendoor\n\n" + asked({0, 2, 3, 5, 6}, "y"));
    REQUIRE(import.reports.size() == 2);
    CHECK(import.reports[0].report.answers[6] == "x\ntussendoor");
    CHECK(import.reports[1].line == 17);
    CHECK(import.reports[1].report.answers[2] == "y");
    CHECK(import.reports[1].notices ==
          std::vector<Notice>{{Notice::Kind::missing_heading, 0, 1}, {Notice::Kind::missing_heading, 0, 4}});
}

TEST_CASE("a list of the questions is no report") {
    const std::string title = "Verslag buitenlandse dienstreis\n";
    const std::string list = asked({0, 1, 2, 3, 4, 5, 6}, ""), all = asked({0, 1, 2, 3, 4, 5, 6}, "x");
    for (const std::string& text :
         {list + all, title + list + title + all, "Beste collega,\nhier:\n" + list + title + all,
          title + all + title + list, list + title + formats::export_text(filled("x"))}) {
        INFO(text);
        const Import import = import_any(text);
        REQUIRE(import.reports.size() == 1);
        CHECK(model::answered_count(import.as_one().report) == 7);
        for (const Notice& notice : import.as_one().notices) CHECK(notice.kind == Notice::Kind::unplaced_text);
    }
    CHECK(parts_of(list + all + title + all) == 2);
    // Of exports one after the other none is left out.
    CHECK(parts_of(formats::export_text({}) + formats::export_text(filled("x"))) == 2);
    CHECK(parts_of(list + title + list) == 1);
}

TEST_CASE("the notices of a part have the lines of the whole input") {
    const std::string first = formats::export_text(filled("a"));
    model::Report second = filled("b");
    second.answers[1] = "twee\ndagen\u00A0en [meer](#)";
    second.answers[6] = "zie\n\nHOELANG DUURDE DE REIS?";
    const Import import = import_any(first + formats::export_text(second));
    REQUIRE(import.reports.size() == 2);
    CHECK(import.reports[1].report == second);
    CHECK(import.reports[1].notices ==
          std::vector<Notice>{{Notice::Kind::repeated_heading, 64, 1, "HOELANG DUURDE DE REIS?"},
                              {Notice::Kind::hidden_characters, 42, 1, "\u237D", 1, model::Hidden::fixed_space},
                              {Notice::Kind::link_without_address, 42, 1}});
}

TEST_CASE("a report that ends with a heading stops before the export that follows") {
    for (const std::string_view last : {"Wie heb je ontmoet?", "Wie heb je ontmoet? de schepen"}) {
        const Import import = import_any(asked({0, 1}, "x") + std::string(last) + formats::export_text(filled("b")));
        REQUIRE(import.reports.size() == 2);
        CHECK(import.reports[0].report.answers[1] == "x");
        CHECK(import.reports[0].report.answers[4] == (last.size() > 20 ? "de schepen" : ""));
        CHECK(import.reports[1].report == filled("b"));
    }
}

// ---- Hostile input -------------------------------------------------------------------------------------------------

TEST_CASE("a million lines are a report, and few notices") {
    const auto repeated = [](std::string_view unit, std::size_t count) {
        std::string text(heading);
        for (std::size_t i = 0; i < count; ++i) text += unit;
        return text;
    };
    for (const std::string& text :
         {repeated("x\n", 1'000'000), repeated("\n", 1'000'000), repeated(heading, 80'000),
          repeated("VERSLAG BUITENLANDSE DIENSTREIS\nx\n", 60'000), repeated("[](#)\n", 300'000),
          repeated("\u00AD\n", 600'000), repeated("[", 2'000'000), repeated("•\tx\n", 300'000)}) {
        const Import import = import_any(text);
        REQUIRE(import.problem == ImportProblem::none);
        CHECK(import.reports.size() == 1);
        CHECK(import.as_one().notices.size() < 20);
        CHECK(import.as_one().report.unplaced.empty());
    }
    // More reports than anybody hands in are one.
    std::string many;
    for (int i = 0; i < 1001; ++i) many += "Verslag buitenlandse dienstreis\n" + std::string(heading) + "x\n";
    CHECK(import_any(many).reports.size() == 1);
    CHECK(import_any(many.substr(many.find('\n', 40))).reports.size() == 1000);
}

TEST_CASE("JSON with traps has one reason, or a report without them") {
    const auto json = [](std::string_view members) {
        return import_any(R"({"format":"reisverslag",)" + std::string(members) + "}");
    };
    const Import halves = json(R"("answers":{"met":"a\ud83d b\ude00\uD83D\uDE00 \\ud800"},"x\udfff":["\uD800\uD800"])");
    CHECK(halves.as_one().report.answers[4] == "a\uFFFD b\uFFFD😀 \\ud800");
    CHECK(halves.as_one().report.unknown.report == "{\"x\uFFFD\":[\"\uFFFD\uFFFD\"]}");
    CHECK(halves.notices == std::vector<Notice>{{Notice::Kind::replaced_bytes}});
    CHECK(json(R"("x":1e400)").as_one().notices.front().kind == Notice::Kind::json_unexpected);
    CHECK(json(R"("x":)" + std::string(1'000'000, '[')).problem == ImportProblem::too_deep);
    std::string objects;
    for (int i = 0; i < 1'000'000; ++i) objects += R"({"a":)";
    CHECK(json("\"x\":" + objects).problem == ImportProblem::too_deep);
    CHECK(json(R"("answers":{"met":"a)" + std::string(1, '\0') + "\"}").problem == ImportProblem::not_text);
    CHECK(json(R"("answers":{"met":"a\u0000b"})").as_one().notices ==
          std::vector<Notice>{{Notice::Kind::hidden_characters, 0, 4, "[U+0000]", 1, model::Hidden::control}});

    const Import proto = json(R"("__proto__":{"answers":{"met":"x"}},"answers":{"__proto__":1,"met":"y"})");
    REQUIRE(proto.problem == ImportProblem::none);
    CHECK(proto.as_one().report.answers[4] == "y");
    CHECK(proto.as_one().report.unknown.answers == R"({"__proto__":1})");

    std::string twice = R"("answers":{"met":"0")", unknown = R"("answers":{})";
    for (int i = 1; i < 10'000; ++i) {
        twice += R"(,"met":")" + std::to_string(i) + '"';
        unknown += R"(,"k)" + std::to_string(i) + R"(":123456789012345678901234567890)";
    }
    const Import repeated = json(twice + "}");
    REQUIRE(repeated.problem == ImportProblem::none);
    CHECK(repeated.as_one().report.answers[4] == "9999");
    CHECK(repeated.as_one().report.unplaced.size() == 9'999);
    CHECK(repeated.as_one().notices ==
          std::vector<Notice>{{Notice::Kind::repeated_member, 0, Notice::no_question, "met", 9'999}});
    const Import strange = json(unknown);
    REQUIRE(strange.problem == ImportProblem::none);
    CHECK(strange.as_one().notices.size() == 50);
    CHECK(strange.as_one().notices.back().count == 9'950);
    CHECK(strange.as_one().report.unknown.report.find("123456789012345678901234567890") != std::string::npos);
}
