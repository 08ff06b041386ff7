// What the browser's page tells before a frame: its size, where pointer and focus are, and the heights that only the DOM can measure. Plain data;
// it knows no browser.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "screen/theme.h"

struct ImFont;

namespace screen {

// Height that the DOM measured for a field or for the writer's text at a width. CSS px.
struct Measured {
    float width = 0, height = 0;
};

struct View {
    float width = 1280;  // of the page without a scroll bar, CSS px
    float ratio = 1;     // device px per CSS px
    float unit = 4;      // CSS px per unit of the theme: a quarter of the root font size
    bool dark = false, more_contrast = false;
    bool paints_writers_text = true;           // false where the DOM paints it
    std::string hovered, pressed, focused;     // keys of nodes, from the DOM
    std::map<std::string, Measured> measured;  // by key
    // Distance from the top of a line to its baseline, CSS px, as the DOM puts it; 0: worked out from the font.
    std::array<float, text_style_count> baselines{};

    const Palette& colours() const { return palette(dark, more_contrast); }
};

// One font for each weight and colour of words: the browser bakes glyphs in their own colour. Natively all are the same.
struct Fonts {
    std::array<std::array<ImFont*, weight_count>, word_colour_count> by_colour_and_weight{};
    ImFont* get(Colour colour, Weight weight) const {
        return by_colour_and_weight[static_cast<std::size_t>(colour)][static_cast<std::size_t>(weight)];
    }
};

}  // namespace screen
