// The design tokens: contrast of every pair of colours that meet on the page, worked out as WCAG 2.1 does, and sizes that
// can be read.
#include "screen/theme.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>
#include <vector>

using namespace screen;

namespace {

double luminance(std::uint32_t rgb) {
    const auto linear = [rgb](int shift) {
        const double channel = ((rgb >> shift) & 255U) / 255.0;
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
}

double contrast(std::uint32_t a, std::uint32_t b) {
    const double lighter = std::max(luminance(a), luminance(b)), darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

struct Face {
    const char* name;
    bool dark, more_contrast;
};
constexpr Face faces[] = {{"light", false, false},
                          {"dark", true, false},
                          {"light, more contrast", false, true},
                          {"dark, more contrast", true, true}};

double contrast(const Face& face, Colour a, Colour b) {
    const Palette& colours = palette(face.dark, face.more_contrast);
    return contrast(colours[static_cast<std::size_t>(a)], colours[static_cast<std::size_t>(b)]);
}

// What meets on the page (app/screen/ui.cpp, shell/style.css), and how far apart it has to be for everybody and for those
// who ask for more. 1: nobody has to see the difference.
struct Meeting {
    Colour shape, behind;
    double least, least_of_more;
};

std::vector<Meeting> meetings() {
    std::vector<Meeting> all;
    for (const Colour behind : {Colour::background, Colour::field, Colour::notice}) {
        // On notice stand the words of a button that the pointer is over.
        for (const Colour words : {Colour::text, Colour::muted, Colour::accent, Colour::danger}) {
            all.push_back({words, behind, 4.5, 7});
        }
        // Frames and triangles, the button's under the pointer too, and the ring of the focus.
        for (const Colour shape : {Colour::edge, Colour::accent, Colour::accent_active, Colour::focus}) {
            all.push_back({shape, behind, 3, 4.5});
        }
    }
    // The primary button's words, and the square in a switch.
    for (const Colour behind : {Colour::accent, Colour::accent_active}) {
        all.push_back({Colour::on_accent, behind, 4.5, 7});
    }
    // The alarm (shell/style.css, #alarm) is written in the page's colour.
    all.push_back({Colour::background, Colour::danger, 4.5, 7});
    // The hairline only repeats what headings and gaps say; those who ask for more contrast get it as a line all the same.
    all.push_back({Colour::hairline, Colour::background, 1, 3});
    return all;
}

std::string_view name(Colour colour) { return colour_names[static_cast<std::size_t>(colour)]; }

}  // namespace

TEST_CASE("theme: the contrast formula") {
    CHECK(std::fabs(contrast(0x000000, 0xFFFFFF) - 21) < 1e-9);
    CHECK(std::fabs(contrast(0x767676, 0xFFFFFF) - 4.54) < 0.005);
    CHECK(contrast(0x123456, 0x123456) == 1);
}

TEST_CASE("theme: everything stands out from what is behind and beside it, and more so for those who ask for it") {
    for (const Face& face : faces) {
        for (const Meeting& one : meetings()) {
            INFO(face.name << ": " << name(one.shape) << " on " << name(one.behind));
            CHECK(contrast(face, one.shape, one.behind) >= (face.more_contrast ? one.least_of_more : one.least));
        }
    }
}

TEST_CASE("theme: no colour is left out of that, and more contrast is more everywhere") {
    std::set<Colour> met;
    for (const Meeting& one : meetings()) {
        met.insert({one.shape, one.behind});
        for (const bool dark : {false, true}) {
            INFO((dark ? "dark: " : "light: ") << name(one.shape) << " on " << name(one.behind));
            CHECK(contrast({"", dark, true}, one.shape, one.behind) >
                  contrast({"", dark, false}, one.shape, one.behind));
        }
    }
    CHECK(met.size() == colour_count);
}

TEST_CASE("theme: the painted words use the colours that fonts are made for") {
    std::set<std::string_view> names;
    for (const TextToken& token : text_tokens) {
        INFO(token.name);
        CHECK(static_cast<std::size_t>(token.colour) < word_colour_count);
        names.insert(token.name);
        // 16 CSS px: smaller fields make phones zoom in.
        CHECK(token.size >= 4);
        // Line heights are whole units, and leave room for accents above capitals.
        CHECK(token.line == std::floor(token.line));
        CHECK(token.line >= token.size * 1.2F);
    }
    CHECK(names.size() == text_style_count);
    CHECK(token(TextStyle::body).line >= token(TextStyle::body).size * 1.5F);
}

TEST_CASE("theme: a name for every colour, and no colour beyond 24 bits") {
    const std::set<std::string_view> names(colour_names.begin(), colour_names.end());
    CHECK(names.size() == colour_count);
    for (const Face& face : faces) {
        for (const std::uint32_t colour : palette(face.dark, face.more_contrast)) CHECK(colour <= 0xFFFFFF);
    }
}

TEST_CASE("theme: the column is at most 44 em of its text, and columns are whole units") {
    CHECK(sizes.column <= 44 * token(TextStyle::body).size);
    for (const float size :
         {sizes.column, sizes.margin, sizes.margin_roomy, sizes.outline, sizes.outline_gap, sizes.page_top,
          sizes.page_bottom, sizes.button_x, sizes.button_y, sizes.field_x, sizes.field_y, sizes.row_gap}) {
        CHECK(size == std::floor(size));
    }
    CHECK(sizes.wide_from >= 2 * (sizes.outline + sizes.outline_gap) + sizes.column + 2 * sizes.margin);
}
