// Makes up texts and reports for the tests, the same ones on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/report.h"

// SplitMix64: the standard library's distributions differ between machines.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    // 0 to below - 1.
    std::size_t below(std::size_t limit) {
        state_ += 0x9E3779B97F4A7C15u;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return static_cast<std::size_t>((z ^ (z >> 31)) % limit);
    }
    bool one_in(std::size_t count) { return below(count) == 0; }
    template <typename Type, std::size_t size>
    const Type& pick(const Type (&items)[size]) {
        return items[below(size)];
    }

  private:
    std::uint64_t state_;
};

// Lines that are no heading, among them many that nearly are.
inline std::string text_line(Random& random) {
    static constexpr std::string_view lines[] = {
        "5 ambtenaren",
        "- Overleg met de haven. Ook met de wijk.",
        "\u00A0• een punt met NBSP",
        "  – ingesprongen",
        "1. eerste",
        "a) tweede",
        "[Een afspraak zonder adres](#)",
        "CONCLUSIE EN VERVOLG",
        "HOELANG DUURDE DE REIS VOOR DE WETHOUDER?",
        "Hoelang duurde de reis naar Gent: twee dagen",
        "Wat was het doel van de reis volgens de raad?",
        "WIE HEB JE ONTMOET OP HET STATION",
        "- HOELANG DUURDE DE REIS VOLGENS HET PLAN?",
        "zie HOELANG DUURDE DE REIS?",
        "Zijn er vervolgafspraken?",
        "Verslag buitenlandse dienstreis naar Gent",
        "Київ, Україна: «тепло»",
        "القاهرة في الصباح",
        "北京的会议",
        "दिल्ली में बैठक",
        "e\u0301e\u0301n regel met losse accenten",
        "zacht\u00ADafbreken en nul\u200Bbreed",
        "\u202Ebidi\u202C en \u2067nog iets\u2069",
        "👩🏽‍🚒 en 🇳🇱",
        "€ 1.200 – “ruim” ’s avonds…",
        "{\"geen\": \"json\"}",
        "<b>geen opmaak</b> &amp;",
        "tab\tin de regel",
        "\x01\x02\x7F",
        "#",
        "**",
        "12.",
        "\uFEFF midden",
    };
    std::string line(random.pick(lines));
    if (random.one_in(4)) line += " " + std::to_string(random.below(1000));
    return line;
}

// A heading of the form, dressed up in one of the ways that must be recognised.
inline std::string heading_line(Random& random, std::size_t question) {
    static constexpr std::string_view fronts[] = {"",    "",       "# ",     "## ",   "**",     "1. ",
                                                  "7) ", "  ",     "\t",     "#",     "***",    "__",
                                                  "3.",  "\u00A0", "## 2. ", "**4. ", "\u200B", "** 5) "};
    static constexpr std::string_view ends[] = {"", "", " ", "?", ":", " ?", " :", "??", "\u00A0", " : "};
    std::string heading(model::questions[question].heading);
    if (random.one_in(3)) heading = model::questions[question].question;
    if (random.one_in(3)) {
        const std::size_t bracket = heading.find(" (");
        if (bracket != std::string::npos) heading.resize(bracket);
    }
    if (random.one_in(4) && (heading.back() == '?' || heading.back() == ':')) heading.pop_back();
    for (char& letter : heading) {
        if (letter >= 'A' && letter <= 'Z' && random.one_in(8)) letter = static_cast<char>(letter + 32);
    }
    // What is opened in front of the heading is closed behind it, or not.
    std::string front(random.pick(fronts)), end(random.pick(ends));
    if (heading.back() == '?' && end == " ?") end.clear();  // a second one would be the answer
    const std::size_t signs = front.find_first_of("*_");
    if (signs != std::string::npos && random.one_in(2)) {
        const std::size_t more = front.find_first_not_of(front[signs], signs);
        end.insert(end[0] != '?' && random.one_in(2) ? 0 : end.find_last_not_of(" \u00A0") + 1,
                   front.substr(signs, more == std::string::npos ? more : more - signs));
    }
    if (front.find('#') != std::string::npos && random.one_in(3)) end += " ##";
    return front + heading + end;
}

// Several lines with blank ones between and around; now and then a line that looks like a heading.
inline std::string random_answer(Random& random) {
    static constexpr std::string_view blanks[] = {"", " ", "\n", "\n\n", "\t\n", "\u00A0\n", "\n \n"};
    std::string answer;
    if (random.one_in(5)) return answer;
    if (random.one_in(4)) answer += random.pick(blanks);
    const std::size_t lines = random.below(5);
    for (std::size_t i = 0; i < lines; ++i) {
        if (random.one_in(12)) {
            const std::size_t question = random.below(model::question_count);
            if (random.one_in(2)) answer += "\n";
            answer +=
                random.one_in(2) ? std::string(model::questions[question].heading) : heading_line(random, question);
            if (random.one_in(2)) answer += "\n";
        } else {
            answer += text_line(random);
        }
        answer += random.one_in(3) ? "\n\n" : "\n";
    }
    if (!answer.empty() && random.one_in(2)) answer.pop_back();
    return answer;
}

inline model::Report random_report(Random& random) {
    static constexpr std::string_view unknown[] = {"",
                                                   "",
                                                   "",
                                                   R"({"seat":"12A"})",
                                                   R"({"a":{"b":[1,2.50,-0,1E+2,{"c":null}],"":[]},"é":true})",
                                                   R"({"__proto__":{},"x":"\"\\\n\u0001 ü"})"};
    static constexpr std::string_view dates[] = {"", "2026-11-23", "2024-02-29"};
    model::Report report;
    for (std::string& answer : report.answers) answer = random_answer(random);
    for (std::size_t i = 0; i < model::trip_detail_count; ++i) {
        const bool is_date = model::trip_details[i].kind == model::TripDetail::Kind::date;
        if (random.one_in(2)) report.trip[i] = is_date ? std::string(random.pick(dates)) : random_answer(random);
    }
    while (random.one_in(3)) report.unplaced.push_back(random_answer(random));
    report.unknown = {std::string(random.pick(unknown)), std::string(random.pick(unknown)),
                      std::string(random.pick(unknown))};
    return report;
}
