// The rasteriser: Dear ImGui's draw data to pixels, in software, the same bytes on every machine. It knows nothing of
// screens, browsers or where the pixels go. It draws what ui.cpp makes: filled shapes of one colour each, with soft edges,
// and glyphs, whose bitmap is four times as wide as their place on screen (web/canvas_font.cpp makes them like that) and is
// averaged at quarter-pixel phase, or is as wide as that place (the bundled font of the native tests). Lines from Dear ImGui's
// line texture, gradients and scaled images are not drawn as they are meant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

struct ImDrawData;

namespace screen {

// Pixels are RGBA8, rows top to bottom without padding, alpha always 255 (a picture is opaque).
struct Picture {
    int width = 0, height = 0;  // device px
    std::vector<std::uint32_t> pixels;
};

// Draws the part of `data` that lies in the rectangle (left, top, width, height; device px, in draw data coordinates)
// over `background` (RGBA bytes in memory order, as IM_COL32 packs them) into `into`, whose memory is reused.
// Clip rectangles of the commands are kept. Glyphs are read from ImTextureData (RGBA32), no GPU handle is needed; a texture of
// another format is not read. Places further than 2^21 px from the origin are moved to there, and so is what is no number.
void rasterise(const ImDrawData& data, int left, int top, int width, int height, std::uint32_t background,
               Picture& into);

// The rows of a picture in bands of this height, from its top; the last one may be lower. Device px.
inline constexpr int band_height = 32;

// For each band of the part of `data` from `top` on, `height` high, 64 bits over all that is drawn in it: while they stay the same, so do the
// band's pixels. Clip rectangles, places, colours and textures are counted, whatever lies left or right. Nothing is drawn.
void hash_bands(const ImDrawData& data, int top, int height, std::uint32_t background,
                std::vector<std::uint64_t>& into);

}  // namespace screen
