// Differences: both texts come back from the runs whatever they are, no run begins inside a character or before a mark, what a reader sees
// is what a reader would mark, and no pair of texts takes long.
#include "model/difference.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "../../sweep/sweep.h"
#include "model/utf8.h"

using model::difference;
using model::Run;
using Kind = Run::Kind;

namespace {

// "a [-b-]{+c+} d": what is gone and what was added, as a reader would write it down.
std::string marked(std::string_view before, std::string_view after) {
    std::string text;
    for (const Run& run : difference(before, after)) {
        const std::string bytes(run.text);
        text += run.kind == Kind::same ? bytes : run.kind == Kind::gone ? "[-" + bytes + "-]" : "{+" + bytes + "+}";
    }
    return text;
}

// What is wrong with the runs of these two; empty: nothing.
std::string fault(std::string_view before, std::string_view after) {
    std::string first, second;
    const std::vector<Run> runs = difference(before, after);
    Kind last = Kind::same;
    bool is_first = true;
    for (const Run& run : runs) {
        if (run.text.empty()) return "an empty run";
        if (!is_first && run.kind == last) return "two runs of a kind beside each other";
        if (!is_first && last == Kind::added && run.kind == Kind::gone) return "added before gone";
        is_first = false;
        last = run.kind;
        if (run.kind != Kind::added) first += run.text;
        if (run.kind != Kind::gone) second += run.text;
    }
    if (first != before) return "the text before does not come back";
    if (second != after) return "the text after does not come back";
    if (before == after && runs.size() > 1) return "equal texts differ";
    return {};
}

// Marks of many scripts, and what holds emoji together.
constexpr std::string_view marks[] = {"\u0301", "\u0308", "\u0335", "\u05B8", "\u064E",     "\u0670",
                                      "\u093F", "\u094D", "\u09BE", "\u0BBF", "\u0E31",     "\u0E49",
                                      "\u20E3", "\u3099", "\uFE0F", "\u200D", "\U0001F3FD", "\U000E0067"};

std::string some_text(std::mt19937& chance, std::size_t pieces) {
    static const std::vector<std::string> words{"de",
                                                "het",
                                                "reis",
                                                "naar",
                                                "Gent",
                                                "\u00E9\u00E9n",
                                                "e\u0301e\u0301n",
                                                "auto\u2019s",
                                                "5",
                                                "1.084,50",
                                                "\u20AC",
                                                "\u5317\u4EAC",
                                                "\u0417\u0443\u0441\u0442\u0440\u0456\u0447",
                                                "\u0926\u093F\u0932\u094D\u0932\u0940",
                                                "\U0001F469\U0001F3FD\u200D\U0001F692",
                                                "\U0001F1F3\U0001F1F1",
                                                " ",
                                                " ",
                                                " ",
                                                " ",
                                                "  ",
                                                "\n",
                                                "\n\n",
                                                ", ",
                                                ".",
                                                "- ",
                                                "(",
                                                ")"};
    std::string text;
    for (std::size_t i = 0; i < pieces; ++i) {
        text += words[chance() % words.size()];
        if (chance() % 20 == 0) text += marks[chance() % std::size(marks)];
    }
    return text;
}

// The same with some words gone, added or changed.
std::string edited(std::mt19937& chance, const std::string& text) {
    std::string out;
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t size = model::utf8::decode(text, position).size;
        const auto what = chance() % 40;
        if (what == 0) out += some_text(chance, 1 + chance() % 4);
        if (what != 1) out += text.substr(position, size);
        position += size;
    }
    return out;
}

long microseconds(std::string_view before, std::string_view after) {
    const auto begin = std::chrono::steady_clock::now();
    CHECK(fault(before, after) == "");
    return static_cast<long>(
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count());
}

}  // namespace

TEST_CASE("difference: the words that changed, and no others") {
    CHECK(marked("", "") == "");
    CHECK(marked("a", "a") == "a");
    CHECK(marked("", "nieuw") == "{+nieuw+}");
    CHECK(marked("oud", "") == "[-oud-]");
    CHECK(marked("5 personen", "6 personen") == "[-5-]{+6+} personen");
    CHECK(marked("2 dagen en 1 nacht.", "3 dagen en 2 nachten.") == "[-2-]{+3+} dagen en [-1 nacht-]{+2 nachten+}.");
    CHECK(marked("Wij bezochten Gent.", "Wij bezochten Gent en Brugge.") == "Wij bezochten Gent{+ en Brugge+}.");
    CHECK(marked("Eerste.\n\nTweede.\n", "Eerste.\n\nNieuw ertussen.\n\nTweede.\n") ==
          "Eerste.\n\n{+Nieuw ertussen.\n\n+}Tweede.\n");
    CHECK(marked("- een\n- twee\n- drie", "- een\n- drie") == "- een\n[-- twee\n-]- drie");
    CHECK(marked("Een zin. Nog een zin.", "Een zin.\n\nNog een zin.") == "Een zin.[- -]{+\n\n+}Nog een zin.");
}

TEST_CASE("difference: what stands between two replaced words is replaced with them") {
    CHECK(marked("van de wethouder mobiliteit uit Gent", "van de burgemeester, milieu uit Gent") ==
          "van de [-wethouder mobiliteit-]{+burgemeester, milieu+} uit Gent");
    CHECK(marked("een, twee\ndrie, vier", "een, zes\nacht, vier") == "een, [-twee-]{+zes+}\n[-drie-]{+acht+}, vier");
}

TEST_CASE("difference: texts with little in common are two texts") {
    CHECK(marked("Zien hoe de stad fietsstraten aanlegt en wat bewoners daarvan vinden.",
                 "Leren van de haven: walstroom voor schepen, en wie dat betaalt.") ==
          "[-Zien hoe de stad fietsstraten aanlegt en wat bewoners daarvan vinden.-]"
          "{+Leren van de haven: walstroom voor schepen, en wie dat betaalt.+}");
    // But a beginning stays one, however much follows.
    CHECK(marked("Gent", "Gent, Brugge, Antwerpen, Leuven, Hasselt en nog zeven andere steden") ==
          "Gent{+, Brugge, Antwerpen, Leuven, Hasselt en nog zeven andere steden+}");
}

TEST_CASE("difference: a character stays whole, with its marks") {
    CHECK(marked("caf\u00E9", "caf\u00E8") == "[-caf\u00E9-]{+caf\u00E8+}");
    CHECK(marked("iets e\u0301", "iets e\u0300") == "iets [-e\u0301-]{+e\u0300+}");
    CHECK(marked("\u5317\u4EAC\u7684\u4F1A\u8BAE", "\u5317\u4EAC\u7684\u4F1A\u8BDD") ==
          "\u5317\u4EAC\u7684\u4F1A[-\u8BAE-]{+\u8BDD+}");
    CHECK(marked("daar \U0001F1F3\U0001F1F1 ook", "daar \U0001F1F3\U0001F1F4 ook") ==
          "daar [-\U0001F1F3\U0001F1F1-]{+\U0001F1F3\U0001F1F4+} ook");
    for (const std::string_view mark : marks) {
        // Over a letter, a space, a sign, a line feed: on one side only, so that the base with it is another character.
        for (const char* base : {"a", " ", ".", "\n", "\u5317", "\U0001F469"}) {
            const std::string plain = std::string("een ") + base + " twee drie";
            const std::string with = std::string("een ") + base + std::string(mark) + " twee drie";
            for (const Run& run : difference(plain, with)) {
                INFO(with << ": " << run.text);
                CHECK(run.text.substr(0, mark.size()) != mark);
            }
            CHECK(fault(plain, with) == "");
        }
    }
}

TEST_CASE("difference: bytes that are no text come back as well") {
    CHECK(fault("\xFF\xC3 \xA9", "\xC3\xA9 \xED\xA0\x80") == "");
    CHECK(fault(std::string("a\0b", 3), std::string("a\0\0b", 4)) == "");
    CHECK(fault("\u0301\u0301", "\u0301") == "");
}

TEST_CASE("difference: random texts, and what edits make of them", "[sweep]") {
    std::mt19937 chance(static_cast<std::mt19937::result_type>(sweep::chance(7)));
    for (int i = 0; i < sweep::scale(3'000, 300'000); ++i) {
        const std::string one = some_text(chance, chance() % 60), other = some_text(chance, chance() % 60);
        INFO(one << "\n---\n" << other);
        CHECK(fault(one, other) == "");
        CHECK(fault(one, one) == "");
        const std::string later = edited(chance, one);
        INFO(later);
        CHECK(fault(one, later) == "");
        CHECK(fault(later, one) == "");
        for (const Run& run : difference(one, later)) {
            for (const std::string_view mark : marks) {
                // A text that begins with a mark has nothing before it.
                const bool at_begin = run.text.data() == one.data() || run.text.data() == later.data();
                if (!at_begin) CHECK(run.text.substr(0, mark.size()) != mark);
            }
            CHECK(model::utf8::decode(run.text, 0).valid);
        }
    }
}

TEST_CASE("difference: a few words changed in a long text are found") {
    std::mt19937 chance(11);
    std::string before, after;
    for (int paragraph = 0; paragraph < 400; ++paragraph) {
        for (int word = 0; word < 80; ++word) {
            const std::string text = "woord" + std::to_string(chance() % 3000) + ' ';
            before += text;
            after += word == 40 && paragraph % 4 == 0 ? "anders " : text;
        }
        before += '\n';
        after += '\n';
    }
    REQUIRE(before.size() > 200'000);
    std::size_t changed = 0;
    for (const Run& run : difference(before, after)) {
        if (run.kind == Kind::same) continue;
        ++changed;
        CHECK(run.text.find(' ') == std::string_view::npos);
    }
    CHECK(changed == 200);
}

TEST_CASE("difference: no pair of texts takes long") {
    std::mt19937 chance(3);
    const auto of_words = [&chance](const char* begin, unsigned different, int per_line) {
        std::string text;
        for (int i = 1; text.size() < 200'000; ++i) {
            text += begin + std::to_string(chance() % different) + (per_line != 0 && i % per_line == 0 ? '\n' : ' ');
        }
        return text;
    };
    std::string ones, others;
    while (ones.size() < 200'000) {
        ones += "a b ";
        others += "a c b ";
    }
    // Each of these takes minutes without a bound. The measure is what a text of their size takes of which every tenth line was changed,
    // on the same machine in the same moment.
    const std::string text = of_words("x", 100'000, 10);
    std::string later = text;
    for (std::size_t at = 0, line = 0; at != std::string::npos; at = later.find('\n', at + 1)) {
        if (line++ % 10 == 0) later.insert(at, " anders");
    }
    long ordinary = 0;
    for (int i = 0; i < 3; ++i) ordinary = std::max(ordinary, microseconds(text, later));
    const long limit = 50 * ordinary;
    CHECK(microseconds(of_words("x", 100'000, 0), of_words("y", 100'000, 0)) < limit);
    CHECK(microseconds(of_words("x", 100'000, 3), of_words("y", 100'000, 3)) < limit);
    CHECK(microseconds(of_words("x", 5, 0), of_words("x", 5, 0)) < limit);
    CHECK(microseconds(of_words("x", 5, 40), of_words("x", 5, 40)) < limit);
    CHECK(microseconds(ones, others) < limit);
    CHECK(microseconds(std::string(200'000, '\n'), std::string(100'000, '\n') + "x") < limit);
    CHECK(microseconds(std::string(200'000, '.'), std::string(150'000, ' ')) < limit);
}
