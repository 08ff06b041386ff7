// The JSON report: the same bytes out, everything kept in, and hostile documents refused.
#include "formats/json.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "../../sweep/sweep.h"
#include "generate.h"

using formats::export_json;
using formats::export_json_line;
using formats::import_json;
using formats::JsonProblem;
using formats::JsonReading;
using formats::Notice;
using model::Report;
using model::Trip;

namespace {

// A report with these members after the format.
std::string document(std::string_view members) {
    return R"({"format":"reisverslag","version":1)" + (members.empty() ? "" : "," + std::string(members)) + "}";
}

JsonProblem problem_of(std::string_view text) { return import_json(text).problem; }

std::string nested(std::size_t depth) {
    std::string text = R"({"format":"reisverslag","x":)";
    text.append(depth, '[');
    text.append(depth, ']');
    return text + "}";
}

Notice key_notice(Notice::Kind kind, std::string key) { return {kind, 0, Notice::no_question, std::move(key)}; }

}  // namespace

TEST_CASE("a report is written in a fixed order, two spaces a level") {
    Report report;
    report.answers[0] = "5 ambtenaren";
    report.answers[4] = "regel \"één\"\n\\ € \x01\x7F";
    report.detail(Trip::place) = "Gent";
    report.detail(Trip::departure) = "2026-09-30";
    report.unplaced = {"los", ""};
    report.unknown.report = R"({"later":{"a":[1,2.50,{}],"b":[]}})";
    report.unknown.answers = R"({"extra":null})";
    CHECK(export_json(report) == R"({
  "$schema": "reisverslag-1.schema.json",
  "format": "reisverslag",
  "version": 1,
  "answers": {
    "persons": "5 ambtenaren",
    "duration": "",
    "purpose": "",
    "locations": "",
    "met": "regel \"één\"\n\\ € \u0001)"
                                 "\x7F"
                                 R"(",
    "results": "",
    "followup": "",
    "extra": null
  },
  "trip": {
    "place": "Gent",
    "departure": "2026-09-30"
  },
  "unplaced": [
    "los",
    ""
  ],
  "later": {
    "a": [
      1,
      2.50,
      {}
    ],
    "b": []
  }
}
)");
}

TEST_CASE("a report on one line, and in ASCII") {
    Report report;
    report.answers[0] = "ï😀\x7F";
    report.unknown.trip = R"({"é":"\u0001ü"})";
    CHECK(export_json_line(report, false) ==
          R"({"$schema":"reisverslag-1.schema.json","format":"reisverslag","version":1,"answers":{"persons":"ï😀)"
          "\x7F"
          R"(","duration":"","purpose":"","locations":"","met":"","results":"","followup":""},)"
          R"("trip":{"é":"\u0001ü"},"unplaced":[]})");
    const std::string ascii = export_json_line(report, true);
    CHECK(ascii.find(R"("persons":"\u00ef\ud83d\ude00\u007f")") != std::string::npos);
    CHECK(ascii.find(R"("trip":{"\u00e9":"\u0001\u00fc"})") != std::string::npos);
    CHECK(import_json(ascii).report == report);
}

TEST_CASE("strings are quoted") {
    CHECK(formats::json_quote("", false) == R"("")");
    CHECK(formats::json_quote("\"\\/\b\f\n\r\t\x1F ~\x7F é\u2028😀", false) ==
          "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u001f ~\x7F é\u2028😀\"");
    CHECK(formats::json_quote("~\x7F\u0080é\u2028\uFFFF😀\U0010FFFF", true) ==
          R"("~\u007f\u0080\u00e9\u2028\uffff\ud83d\ude00\udbff\udfff")");
    CHECK(formats::json_quote(std::string_view("\0", 1), false) == R"("\u0000")");
    CHECK(formats::json_quote("a\xFF", true) == R"("a\ufffd")");
    CHECK(formats::json_quote("a\xED\xA0\x80", false) == "\"a\uFFFD\uFFFD\uFFFD\"");
}

TEST_CASE("a string value is read as text") {
    CHECK(formats::json_text(R"("a\u00e9\ud83d\ude00\n")") == "aé😀\n");
    CHECK(formats::json_text(R"("")") == "");
    CHECK(formats::json_text(R"("\"\\\/\b\f\n\r\t\u0041\u00E9\u2028\uD83d\uDe00\udbff\udfff\u0000")") ==
          std::string("\"\\/\b\f\n\r\tAé\u2028😀\U0010FFFF") + '\0');
    for (const char* value : {"", "1", "null", "{}", R"(["a"])"}) {
        INFO(value);
        CHECK_FALSE(formats::json_text(value));
    }
}

TEST_CASE("what is no JSON is read no further than its end") {
    const std::string json = R"({"a\u0041\ud83d\ude00":["\"\n",{"b":[1,"\ud83d\ude00"]}],"c":"d"})";
    for (std::size_t begin = 0; begin < json.size(); ++begin) {
        for (std::size_t size = 0; size <= json.size() - begin; ++size) {
            const std::vector<char> copy(json.begin() + static_cast<std::ptrdiff_t>(begin),
                                         json.begin() + static_cast<std::ptrdiff_t>(begin + size));
            const std::string_view text(copy.data(), copy.size());
            for (const formats::JsonPart& part : formats::json_parts(text)) {
                CHECK(part.value.size() <= text.size());
                formats::json_text(part.value);
            }
            formats::json_text(text);
            formats::json_compact(text);
        }
    }
}

TEST_CASE("an object is taken apart with numbers as written and repeated keys") {
    const std::string_view json =
        R"( {"a" : 1.50, "a":-0, "b":[ 1E+2 , {"c" : "\u0041/\/", "d":[]} ], "":null,"n":123456789012345678901234567890,
            "i":-9223372036854775808,"u":18446744073709551615,"t":[true,false,{},{"x":{}}] } )";
    CHECK(formats::json_problem(json, {}) == JsonProblem::none);
    std::string all;
    for (const formats::JsonPart& member : formats::json_parts(json))
        all += member.key + "=" + formats::json_compact(member.value) + ";";
    CHECK(all == R"(a=1.50;a=-0;b=[1E+2,{"c":"A//","d":[]}];=null;n=123456789012345678901234567890;)"
                 R"(i=-9223372036854775808;u=18446744073709551615;t=[true,false,{},{"x":{}}];)");
    CHECK(formats::json_compact(json) ==
          R"({"a":1.50,"a":-0,"b":[1E+2,{"c":"A//","d":[]}],"":null,"n":123456789012345678901234567890,)"
          R"("i":-9223372036854775808,"u":18446744073709551615,"t":[true,false,{},{"x":{}}]})");
}

TEST_CASE("texts keep LF only") {
    const JsonReading reading =
        import_json(document(R"("answers":{"met":"a\r\nb\rc\r\r\n"},"trip":{"name":"x\r\n"},"unplaced":["\r"])"));
    CHECK(reading.report.answers[4] == "a\nb\nc\n\n");
    CHECK(reading.report.detail(Trip::name) == "x\n");
    CHECK(reading.report.unplaced == std::vector<std::string>{"\n"});
    CHECK(reading.notices.empty());
}

TEST_CASE("half a report is a report") {
    CHECK(import_json(document("")).report == Report{});
    CHECK(import_json(R"({"format":"reisverslag"})").problem == JsonProblem::none);
    CHECK(import_json("\uFEFF" + export_json({})).report == Report{});
    CHECK(import_json(export_json({})).notices.empty());
}

TEST_CASE("unknown members are kept and written back") {
    const JsonReading reading = import_json(document(
        R"("z":[1],"answers":{"__proto__":{"a":1},"constructor":"x"},"trip":{"seat":12.0},"__proto__":{"b":"\r\n"})"));
    CHECK(reading.problem == JsonProblem::none);
    CHECK(reading.report.unknown.report == R"({"z":[1],"__proto__":{"b":"\r\n"}})");
    CHECK(reading.report.unknown.answers == R"({"__proto__":{"a":1},"constructor":"x"})");
    CHECK(reading.report.unknown.trip == R"({"seat":12.0})");
    using Kind = Notice::Kind;
    CHECK(reading.notices == std::vector<Notice>{key_notice(Kind::unknown_member, "z"),
                                                 {Kind::unknown_member, 0, Notice::no_question, "__proto__", 2},
                                                 key_notice(Kind::unknown_member, "constructor"),
                                                 key_notice(Kind::unknown_member, "seat")});
    CHECK(import_json(export_json(reading.report)).report == reading.report);
    CHECK(reading.report.unplaced.empty());
}

TEST_CASE("a schema of the report's own comes back in its place") {
    Report report;
    report.answers[0] = "5";
    report.unknown.report = R"({"later":[1]})";
    const std::string ours = export_json(report);
    constexpr std::string_view name = R"("reisverslag-1.schema.json")";
    for (const std::string_view own : {R"("https://voorbeeld.invalid/één.json")", R"("")", "1.50", "null"}) {
        INFO(own);
        std::string text = ours;
        text.replace(text.find(name), name.size(), own);
        const JsonReading reading = import_json(text);
        CHECK(reading.notices == std::vector<Notice>{key_notice(Notice::Kind::unknown_member, "later")});
        CHECK(export_json(reading.report) == text);
        CHECK(import_json(export_json_line(reading.report, true)).report == reading.report);
        Report alone = reading.report;
        alone.unknown.report = "{\"$schema\":" + std::string(own) + "}";
        CHECK(import_json(export_json(alone)).report == alone);
    }
    CHECK(import_json(ours).report == report);
}

TEST_CASE("an unknown key that stands twice is written back twice") {
    const JsonReading reading = import_json(document(R"("z":1,"z":2)"));
    CHECK(reading.report.unknown.report == R"({"z":1,"z":2})");
}

TEST_CASE("values of a wrong type stay visible") {
    const JsonReading reading = import_json(
        document(R"("answers":{"persons":5,"duration":["2 dagen"],"met":null},"trip":{"cost":1,"costActual":1200.50},)"
                 R"("unplaced":["a",{"b":1},"c"])"));
    CHECK(reading.report.answers == Report{}.answers);
    CHECK(reading.report.unplaced == std::vector<std::string>{"persons: 5", R"(duration: ["2 dagen"])", "met: null",
                                                              "costActual: 1200.50", "a", R"(unplaced: {"b":1})", "c"});
    using Kind = Notice::Kind;
    CHECK(reading.notices ==
          std::vector<Notice>{key_notice(Kind::wrong_type, "persons"), key_notice(Kind::wrong_type, "duration"),
                              key_notice(Kind::wrong_type, "met"), key_notice(Kind::unknown_member, "cost"),
                              key_notice(Kind::wrong_type, "costActual"), key_notice(Kind::wrong_type, "unplaced")});

    const JsonReading whole = import_json(document(R"("answers":"alles","trip":[],"unplaced":"los\r\n")"));
    CHECK(whole.report.unplaced == std::vector<std::string>{"answers: alles", "trip: []", "los\n"});
    CHECK(whole.notices.size() == 3);
    const JsonReading empty = import_json(document(R"("answers":"","trip":"","unplaced":"")"));
    CHECK(empty.report.unplaced == std::vector<std::string>{R"(answers: "")", R"(trip: "")"});
}

TEST_CASE("a date that is none stays visible") {
    const JsonReading reading = import_json(
        document(R"("trip":{"departure":"30 september","return":"2026-02-30","approvedOn":"","place":"2026-02-30"})"));
    CHECK(reading.report.detail(Trip::departure).empty());
    CHECK(reading.report.detail(Trip::return_).empty());
    CHECK(reading.report.detail(Trip::place) == "2026-02-30");
    CHECK(reading.report.unplaced == std::vector<std::string>{"departure: 30 september", "return: 2026-02-30"});
    CHECK(reading.notices == std::vector<Notice>{key_notice(Notice::Kind::invalid_date, "departure"),
                                                 key_notice(Notice::Kind::invalid_date, "return")});
}

TEST_CASE("of a repeated key the last value counts and the others stay visible") {
    const JsonReading reading = import_json(document(
        R"("answers":{"met":"oud"},"answers":{"persons":"1","persons":2,"persons":"3","duration":"","duration":"4"})"));
    CHECK(reading.report.answers[0] == "3");
    CHECK(reading.report.answers[1] == "4");
    CHECK(reading.report.unplaced == std::vector<std::string>{R"(answers: {"met":"oud"})", "persons: 1", "persons: 2"});
    using Kind = Notice::Kind;
    CHECK(reading.notices == std::vector<Notice>{key_notice(Kind::repeated_member, "answers"),
                                                 {Kind::repeated_member, 0, Notice::no_question, "persons", 2},
                                                 key_notice(Kind::repeated_member, "duration")});
}

TEST_CASE("a later version is read and told") {
    const auto read = [](std::string_view version) {
        return import_json(R"({"format":"reisverslag","version":)" + std::string(version) + R"(,"new":1})");
    };
    CHECK(read("2").notices.back() == key_notice(Notice::Kind::newer_version, "2"));
    CHECK(read("99999999999999999999999").notices.back().kind == Notice::Kind::newer_version);
    CHECK(read("2").report.unplaced.empty());
    CHECK(read("2").report.unknown.report == R"({"new":1})");
    CHECK(export_json(read("2").report).find("\"version\": 1,") != std::string::npos);
    for (const char* odd : {"0", "-1", "1.5", "\"1\"", "null", "[1]"}) {
        INFO(odd);
        CHECK(read(odd).problem == JsonProblem::none);
        CHECK(read(odd).notices.back() == key_notice(Notice::Kind::wrong_type, "version"));
        CHECK(read(odd).report.unplaced.size() == 1);
    }
}

TEST_CASE("JSON of something else is no report") {
    for (const char* text :
         {"{}", "[]", "1", "null", R"("reisverslag")", R"({"answers":{}})", R"({"format":"reisverslag2","answers":{}})",
          R"({"format":1})", R"([{"format":"reisverslag"}])", R"({"format":"reisverslag","format":"x"})",
          R"({"format":"reisverslag\u0000"})"}) {
        INFO(text);
        const JsonReading reading = import_json(text);
        CHECK(reading.problem == JsonProblem::not_a_report);
        CHECK(reading.report == Report{});
        CHECK(reading.notices.empty());
    }
}

TEST_CASE("what does not parse is refused whole") {
    for (const std::string_view text :
         {std::string_view(""), std::string_view("{"), std::string_view("}"),
          std::string_view(R"({"format":"reisverslag")"), std::string_view(R"({"format":"reisverslag"} x)"),
          std::string_view(R"({"format":"reisverslag"}{})"), std::string_view(R"({"format":"reisverslag",})"),
          std::string_view(R"({'format':'reisverslag'})"), std::string_view(R"({"format":"reisverslag","a":1e400})"),
          std::string_view(R"({"format":"reisverslag","a":NaN})"),
          std::string_view(R"({"format":"reisverslag","a":01})"),
          std::string_view(R"({"format":"reisverslag","a":"\ud800"})"),
          std::string_view(R"({"format":"reisverslag","a":"\udc00\ud800"})"),
          std::string_view("{\"format\":\"reisverslag\",\"a\":\"\xED\xA0\x80\"}"),
          std::string_view("{\"format\":\"reisverslag\",\"a\":\"\xFF\"}"),
          std::string_view("{\"format\":\"reisverslag\",\"a\":\"\n\"}"),
          std::string_view("{\"format\":\"reisverslag\"}\0x", 26),
          std::string_view("{\"format\":\"reisverslag\"}\0", 25),
          std::string_view("{/**/\"format\":\"reisverslag\"}")}) {
        INFO(text);
        CHECK(problem_of(text) == JsonProblem::not_json);
        CHECK(import_json(text).report == Report{});
    }
}

TEST_CASE("limits are checked while scanning") {
    CHECK(problem_of(nested(15)) == JsonProblem::none);
    CHECK(problem_of(nested(16)) == JsonProblem::too_deep);
    CHECK(problem_of(nested(100'000)) == JsonProblem::too_deep);
    CHECK(problem_of(std::string(1'000'000, '{')) == JsonProblem::not_json);
    CHECK(problem_of(std::string(1'000'000, '[')) == JsonProblem::too_deep);
    std::string objects = R"({"format":"reisverslag")";
    for (int i = 0; i < 100'000; ++i) objects += R"(,"a":{"b")";
    CHECK(problem_of(objects) == JsonProblem::not_json);
    objects = "";
    for (int i = 0; i < 100'000; ++i) objects += R"({"a":)";
    CHECK(problem_of(objects) == JsonProblem::too_deep);

    std::string many = R"({"format":"reisverslag","a":[0)";
    for (int i = 0; i < 19'996; ++i) many += ",0";
    CHECK(problem_of(many + "]}") == JsonProblem::none);  // with object, format and array 20 000 values
    CHECK(problem_of(many + ",0]}") == JsonProblem::too_many_nodes);

    const std::string small = document("");
    CHECK(import_json(small, {small.size(), 1, 3}).problem == JsonProblem::none);
    CHECK(import_json(small, {small.size() - 1, 1, 3}).problem == JsonProblem::too_large);
    CHECK(import_json(small, {small.size(), 0, 3}).problem == JsonProblem::too_deep);
    CHECK(import_json(small, {small.size(), 1, 2}).problem == JsonProblem::too_many_nodes);
}

TEST_CASE("unknown members as deep as allowed are laid out and read again") {
    const JsonReading reading = import_json(nested(15));
    const std::string text = export_json(reading.report);
    CHECK(import_json(text).report == reading.report);
    CHECK(export_json(import_json(text).report) == text);
}

TEST_CASE("made-up reports survive export and import as JSON", "[sweep]") {
    Random random(sweep::chance(3));
    for (int i = 0; i < sweep::scale(2'000, 10'000, 300'000); ++i) {
        const Report report = random_report(random);
        const std::string text = export_json(report);
        const JsonReading reading = import_json(text);
        INFO(text);
        REQUIRE(reading.problem == JsonProblem::none);
        REQUIRE(reading.report == report);
        REQUIRE(export_json(reading.report) == text);
        const std::string ascii = export_json_line(report, true);
        REQUIRE(std::all_of(ascii.begin(), ascii.end(), [](char letter) { return letter >= ' ' && letter < '\x7F'; }));
        REQUIRE(import_json(ascii).report == report);
        REQUIRE(import_json(export_json_line(report, false)).report == report);
    }
}

namespace {

// A value in which every leaf is a word that stands nowhere else.
std::string random_value(Random& random, std::size_t depth, std::vector<std::string>& words) {
    static constexpr std::string_view spaces[] = {"", "", " ", "\n", "\t\r\n"};
    const std::string space(random.pick(spaces));
    const auto word = [&] {
        words.push_back("w" + std::to_string(words.size()) + "e");
        return words.back();
    };
    const std::size_t kind = random.below(depth > 3 ? 4 : 7);
    if (kind == 0) {
        words.push_back(std::to_string(words.size()) + ".250e1");
        return space + words.back();
    }
    if (kind < 4) return space + "\"" + word() + (random.one_in(3) ? R"(\r\n\u00e9\/)" : "") + "\"" + space;
    const bool is_object = kind == 4;
    std::string text = space + (is_object ? "{" : "[");
    const std::size_t items = random.below(4);
    for (std::size_t i = 0; i < items; ++i) {
        if (i > 0) text += ",";
        if (is_object) text += "\"" + word() + "\"" + space + ":";
        text += random_value(random, depth + 1, words);
    }
    return text + (is_object ? "}" : "]") + space;
}

// An object of known, unknown and repeated keys.
std::string random_object(Random& random, const std::vector<std::string_view>& known, std::vector<std::string>& words) {
    std::string text = "{";
    const std::size_t members = random.below(8);
    for (std::size_t i = 0; i < members; ++i) {
        if (i > 0) text += ", ";
        if (random.one_in(3)) {
            words.push_back("k" + std::to_string(words.size()) + "e");
            text += "\"" + words.back() + "\":";
        } else {
            text += "\"" + std::string(known[random.below(known.size())]) + "\":";
        }
        text += random_value(random, 0, words);
    }
    return text + "}";
}

}  // namespace

TEST_CASE("made-up documents are read without losing a key or a value", "[sweep]") {
    std::vector<std::string_view> questions, details;
    for (const model::Question& question : model::questions) questions.push_back(question.id);
    for (const model::TripDetail& detail : model::trip_details) details.push_back(detail.id);
    Random random(sweep::chance(4));
    for (int i = 0; i < sweep::scale(2'000, 10'000, 300'000); ++i) {
        std::vector<std::string> words;
        std::string text = R"({"format":"reisverslag")";
        while (!random.one_in(5)) {
            switch (random.below(5)) {
                case 0:
                    text += R"(,"answers":)" + random_object(random, questions, words);
                    break;
                case 1:
                    text += R"(,"trip":)" + random_object(random, details, words);
                    break;
                case 2:
                    text += R"(,"unplaced":)" + random_value(random, 0, words);
                    break;
                case 3:
                    words.push_back("k" + std::to_string(words.size()) + "e");
                    text += ",\"" + words.back() + "\":";
                    text += random_value(random, 0, words);
                    break;
                default:
                    text += R"(,"answers":)" + random_value(random, 0, words);
                    break;
            }
        }
        text += "}";
        const JsonReading reading = import_json(text);
        INFO(text);
        REQUIRE(reading.problem == JsonProblem::none);
        const std::string out = export_json(reading.report);
        for (const std::string& word : words) {
            if (out.find(word) == std::string::npos) FAIL("without " << word);
        }
        const JsonReading again = import_json(out);
        REQUIRE(again.report == reading.report);
        REQUIRE(export_json(again.report) == out);
    }
}
