// Design tokens: sizes, line heights, gaps and colours, once for Dear ImGui and for the style sheet (shell/assemble.mjs
// writes them as CSS variables and classes). It knows no screen and no browser.
//
// Everything is measured in units: a quarter of the root font size (4 CSS px unless the reader chose another size).
// Line heights and gaps are whole units, so that at ratios of quarters every edge falls on a device pixel.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace screen {

enum class Colour : std::uint8_t {
    background,
    text,
    muted,
    accent,
    on_accent,
    danger,  // the first six are also colours of words
    field,
    edge,
    hairline,
    notice,
    accent_active,
    focus
};
inline constexpr std::size_t colour_count = static_cast<std::size_t>(Colour::focus) + 1;
inline constexpr std::size_t word_colour_count = static_cast<std::size_t>(Colour::danger) + 1;
inline constexpr std::array<std::string_view, colour_count> colour_names{
    "background", "text", "muted",    "accent", "on-accent",     "danger",
    "field",      "edge", "hairline", "notice", "accent-active", "focus"};

using Palette = std::array<std::uint32_t, colour_count>;  // 0xRRGGBB
inline constexpr Palette light_palette{0xFBFAF6, 0x211E1A, 0x5A544B, 0x0B5566, 0xFFFFFF, 0xA3221A,
                                       0xFFFFFF, 0x7C756A, 0xDAD5CA, 0xF1EDE2, 0x083F4C, 0x211E1A};
inline constexpr Palette dark_palette{0x1C1A17, 0xECE8E0, 0xB8B1A5, 0x86CBD9, 0x10282E, 0xFFA096,
                                      0x262320, 0x8F877B, 0x3D3934, 0x2B2824, 0xA8DDE8, 0xECE8E0};
// For readers who ask for more contrast (prefers-contrast: more): words at 7:1, and the hairline is a line like others.
inline constexpr Palette light_contrast_palette{0xFFFFFF, 0x000000, 0x2B2722, 0x003B49, 0xFFFFFF, 0x7A0A04,
                                                0xFFFFFF, 0x2B2722, 0x6E675C, 0xEFEBE2, 0x001F27, 0x000000};
inline constexpr Palette dark_contrast_palette{0x000000, 0xFFFFFF, 0xE4DFD6, 0xA6E6F3, 0x00151A, 0xFFC2BB,
                                               0x000000, 0xE4DFD6, 0x9A9286, 0x24211D, 0xD4F5FB, 0xFFFFFF};
constexpr const Palette& palette(bool dark, bool more_contrast) {
    return more_contrast ? (dark ? dark_contrast_palette : light_contrast_palette)
                         : (dark ? dark_palette : light_palette);
}

enum class Weight : std::uint8_t { regular, bold };
inline constexpr std::size_t weight_count = 2;

enum class TextStyle : std::uint8_t {
    body,
    title,
    subtitle,
    question,
    hint,
    small,
    alarm,
    brand,
    action,
    action_primary,
    link,
    quiet,
    nav
};
inline constexpr std::size_t text_style_count = static_cast<std::size_t>(TextStyle::nav) + 1;
struct TextToken {
    std::string_view name;
    float size;  // units: em of the font
    float line;  // units: height of a line
    Weight weight;
    Colour colour;
};
inline constexpr std::array<TextToken, text_style_count> text_tokens{{
    {"body", 4.5F, 7, Weight::regular, Colour::text},
    {"title", 8, 10, Weight::bold, Colour::text},
    {"subtitle", 6, 8, Weight::bold, Colour::text},
    {"question", 5.5F, 7, Weight::bold, Colour::text},
    {"hint", 4, 6, Weight::regular, Colour::muted},
    {"small", 4, 6, Weight::regular, Colour::muted},
    {"alarm", 4, 6, Weight::bold, Colour::danger},
    {"brand", 4.5F, 8, Weight::bold, Colour::text},
    {"action", 4.5F, 7, Weight::bold, Colour::accent},
    {"action-primary", 4.5F, 7, Weight::bold, Colour::on_accent},
    {"link", 5, 7, Weight::bold, Colour::accent},
    {"quiet", 4, 6, Weight::regular, Colour::accent},
    {"nav", 4, 8, Weight::regular, Colour::accent},
}};
constexpr const TextToken& token(TextStyle style) { return text_tokens[static_cast<std::size_t>(style)]; }

// The system's own sans-serif: the same words in CSS and in the canvas that draws the glyphs.
inline constexpr std::string_view font_family =
    "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", sans-serif";

// ---- Sizes in units ----------------------------------------------------------------------------------------------------
struct Sizes {
    float column = 180;      // widest column of text: 720 px, 40 em
    float margin = 4;        // left and right of the column on a narrow screen
    float margin_roomy = 8;  // the same from roomy_from on
    float roomy_from = 150;  // page width: 600 px
    float outline = 50;      // width of the outline in the margin beside the column
    float outline_gap = 10;
    float wide_from = 316;             // page width from which the margin has room for the outline
    float page_top = 4;                // above the header
    float page_bottom = 16;            // below the last thing
    float button_x = 4, button_y = 2;  // padding
    float fold_x = 4,
          fold_y = 1;  // padding of a folding button (left: room for its triangle); y also of a quiet button
    float field_x = 3, field_y = 2;                // padding
    float date = 50;                               // width of a field for a date
    float switch_width = 8, switch_height = 4.5F;  // track of a switch
    float switch_inside = 0.75F, switch_gap = 2;   // from the track's edge to the square; from the track to the words
    float notice_x = 4, notice_y = 3, notice_edge = 1;  // padding, and the edge at its left
    float rounding = 1;
    float row_gap = 3;  // between things in a row, and between its lines
};
inline constexpr Sizes sizes{};

}  // namespace screen
