// Line breaks as the browser makes them, with the bundled font, whose characters are all of one width; and of made-up
// texts: no character is ever lost.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <string>
#include <vector>

#include "../formats/generate.h"
#include "headless.h"
#include "imgui_internal.h"
#include "screen/ui.h"

namespace {

constexpr float size = 13;

void with_font(const std::function<void(ImFontBaked&)>& test) {
    HeadlessImGui imgui(400, 300);
    imgui.frame([&test] { test(*ImGui::GetFont()->GetFontBaked(size)); });
}

// The lines of a text that is `columns` characters wide.
std::vector<std::string> wrapped(const std::string& text, int columns) {
    std::vector<std::string> lines;
    with_font([&](ImFontBaked& baked) {
        const float width = static_cast<float>(columns) * baked.GetCharAdvance('a') + 0.01F;
        for (const screen::Line& line : screen::wrap_lines(baked, text, width)) {
            lines.push_back(text.substr(line.begin, line.end - line.begin));
        }
    });
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("wrap_lines: what fits stays on one line, and nothing is one line") {
    CHECK(wrapped("", 10) == Lines{""});
    CHECK(wrapped("aap noot", 8) == Lines{"aap noot"});
    CHECK(wrapped("aap noot", 100) == Lines{"aap noot"});
}

TEST_CASE("wrap_lines: breaks after spaces, which hang over the edge") {
    CHECK(wrapped("aap noot", 7) == Lines{"aap", "noot"});
    CHECK(wrapped("aap noot mies", 8) == Lines{"aap noot", "mies"});
    CHECK(wrapped("aap   noot", 5) == Lines{"aap", "noot"});
    CHECK(wrapped("aap\tnoot", 5) == Lines{"aap", "noot"});
    CHECK(wrapped("aap       ", 5) == Lines{"aap"});
    CHECK(wrapped("aap  \nnoot", 5) == Lines{"aap", "noot"});
    CHECK(wrapped("  aap", 5) == Lines{"  aap"});
    CHECK(wrapped("        ", 3) == Lines{""});
}

TEST_CASE("wrap_lines: after a hyphen before a letter, not before a digit") {
    CHECK(wrapped("aap-noot", 6) == Lines{"aap-", "noot"});
    CHECK(wrapped("zee-egel", 5) == Lines{"zee-", "egel"});
    CHECK(wrapped("zee-Egel", 5) == Lines{"zee-", "Egel"});
    CHECK(wrapped("zee-één", 5) == Lines{"zee-", "één"});
    CHECK(wrapped("zie 12-34", 6) == Lines{"zie", "12-34"});
    CHECK(wrapped("zie -12", 5) == Lines{"zie", "-12"});
}

TEST_CASE("wrap_lines: not at a space that does not break") {
    CHECK(wrapped("de 5\u00A0km", 6) == Lines{"de", "5\u00A0km"});
    CHECK(wrapped("aap\u00A0noot", 5) == Lines{"aap\u00A0n", "oot"});
}

TEST_CASE("wrap_lines: inside a word only when it fits on no line") {
    CHECK(wrapped("aaaaaaaaaaaaa", 5) == Lines{"aaaaa", "aaaaa", "aaa"});
    CHECK(wrapped("de aaaaaaaaaa", 6) == Lines{"de", "aaaaaa", "aaaa"});
    CHECK(wrapped("aaaaaaaa b", 6) == Lines{"aaaaaa", "aa b"});
    CHECK(wrapped("één kilo", 1) == Lines{"é", "é", "n", "k", "i", "l", "o"});
    // One character a line is the narrowest there is.
    CHECK(wrapped("aap", 0) == Lines{"a", "a", "p"});
    CHECK(wrapped("aap", -5) == Lines{"a", "a", "p"});
}

TEST_CASE("wrap_lines: line feeds begin a line, also empty ones") {
    CHECK(wrapped("aap\nnoot", 20) == Lines{"aap", "noot"});
    CHECK(wrapped("aap\n\nnoot", 20) == Lines{"aap", "", "noot"});
    CHECK(wrapped("\naap", 20) == Lines{"", "aap"});
    CHECK(wrapped("aap\n", 20) == Lines{"aap", ""});
    CHECK(wrapped("\n\n\n", 20) == Lines{"", "", "", ""});
    CHECK(wrapped("aap noot\nmies", 5) == Lines{"aap", "noot", "mies"});
}

TEST_CASE("wrap_lines: characters beyond ASCII are not cut") {
    CHECK(wrapped("é€ë", 1) == Lines{"é", "€", "ë"});
    for (const std::string& line : wrapped("中文😀Київ", 2)) CHECK((line.empty() || (line[0] & 0xC0) != 0x80));
}

TEST_CASE("wrap_lines: the width of a line is that of its characters") {
    with_font([](ImFontBaked& baked) {
        const float one = baked.GetCharAdvance('a');
        const auto lines = screen::wrap_lines(baked, "aap  noot-mies zus", 9 * one);
        REQUIRE(lines.size() == 3);
        CHECK(lines[0].width == 3 * one);
        CHECK(lines[1].width == 9 * one);
        CHECK(lines[2].width == 3 * one);
    });
}

TEST_CASE("wrap_lines: never loses a character") {
    Random random(7);
    with_font([&random](ImFontBaked& baked) {
        const float one = baked.GetCharAdvance('a');
        for (int round = 0; round < 3000; ++round) {
            std::string text = random_answer(random);
            // Sometimes bytes that are no text: still none may be lost, and it must end.
            const bool broken = random.one_in(10);
            if (broken) text.insert(random.below(text.size() + 1), 1, static_cast<char>(128 + random.below(128)));
            const float width = one * static_cast<float>(random.below(60));
            const auto lines = screen::wrap_lines(baked, text, width);
            INFO(text);
            std::size_t at = 0;
            for (const screen::Line& line : lines) {
                REQUIRE(line.begin >= at);
                REQUIRE(line.end >= line.begin);
                REQUIRE(line.end <= text.size());
                // Between lines there are only the spaces that hang, and the one line feed.
                const std::string between = text.substr(at, line.begin - at);
                REQUIRE(between.find_first_not_of(" \t\n") == std::string::npos);
                REQUIRE(std::count(between.begin(), between.end(), '\n') <= 1);
                const std::string shown = text.substr(line.begin, line.end - line.begin);
                if (!broken) REQUIRE(shown.find('\n') == std::string::npos);
                at = line.end;
                const auto characters =
                    std::count_if(shown.begin(), shown.end(), [](char c) { return (c & 0xC0) != 0x80; });
                if (!broken && characters > 1) REQUIRE(line.width <= width);
            }
            const std::string rest = text.substr(at);
            REQUIRE(rest.find_first_not_of(" \t") == std::string::npos);
            const auto feeds = std::count(text.begin(), text.end(), '\n');
            if (!broken) REQUIRE(lines.size() >= static_cast<std::size_t>(feeds) + 1);
        }
    });
}

TEST_CASE("wrap_lines: a text of a million characters takes no time to speak of") {
    std::string text;
    while (text.size() < 1'000'000) text += "woord en-nog 12 een\nregel ";
    with_font([&text](ImFontBaked& baked) {
        const auto lines = screen::wrap_lines(baked, text, 40 * baked.GetCharAdvance('a'));
        CHECK(lines.back().end >= text.size() - 1);
    });
}
