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
    CHECK(problem("boodschappen\nmelk") == ImportProblem::not_a_report);
    CHECK(problem("[1,2]") == ImportProblem::not_a_report);
    CHECK(problem("%PDF-1.4") == ImportProblem::not_a_report);
    CHECK(problem("{\"a\":1}") == ImportProblem::not_a_report);
    CHECK(problem("{") == ImportProblem::broken_json);
    CHECK(problem("{\"format\":\"reisverslag\"} en meer") == ImportProblem::broken_json);
    CHECK(problem("HOELANG DUURDE DE REIS?\n\0"sv) == ImportProblem::not_text);
    CHECK(problem("{\"format\":\"reisverslag\"}\0"sv) == ImportProblem::not_text);
    CHECK(problem("PK\x03\x04\0\0"sv) == ImportProblem::not_text);
    CHECK(problem("\xFF\xFE\0\0a\0\0\0"sv) == ImportProblem::not_text);  // UTF-32
    std::string deep = R"({"format":"reisverslag","x":)";
    deep.append(100'000, '[');
    CHECK(problem(deep) == ImportProblem::too_deep);
    CHECK(problem(std::string(1'000'000, '[')) == ImportProblem::not_a_report);
    std::string many = R"({"format":"reisverslag","x":[0)";
    for (int i = 0; i < 20'000; ++i) many += ",0";
    CHECK(problem(many + "]}") == ImportProblem::too_many_nodes);
    CHECK(import_any(many + "]}").reports.empty());
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
    SECTION("in JSON too") {
        const Import json = import_any("{\"format\":\"reisverslag\",\"answers\":{\"met\":\"\xEFx\"}}");
        CHECK(json.as_one().report.answers[4] == "ïx");
        CHECK(has_repair(json));
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
