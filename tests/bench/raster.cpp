// Times the rasteriser on a page like ours: cards, framed fields, and text whose glyphs are four texels wide a pixel
// with their colour baked in. Prints each time also as a ratio to a copy of the same number of pixels, so that two
// machines compare. It knows nothing of this project's own screens, and asserts nothing.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <vector>

#include "../unit/screen/headless.h"
#include "screen/picture.h"

namespace {

constexpr std::uint32_t page_colour = IM_COL32(60, 64, 72, 255), card_colour = IM_COL32(90, 94, 104, 255);
constexpr std::uint32_t field_colour = IM_COL32(40, 42, 48, 255), edge_colour = IM_COL32(140, 144, 150, 255);

// White text on dark: an untinted glyph takes the same path as one whose own colour is in the atlas.
void page(float dpr, float width, int cards) {
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    list.PushClipRect(ImVec2(0, 0), ImVec2(width, 1e6f));
    const float left = (width - 720 * dpr) / 2, right = left + 720 * dpr;
    float y = 24 * dpr;
    const auto text = [&](float x, const char* words) {
        list.AddText(nullptr, 16 * dpr, ImVec2(x, y), IM_COL32(255, 255, 255, 255), words);
        y += 24 * dpr;
    };
    for (int card = 0; card < cards; ++card) {
        const float height = 428 * dpr;
        list.AddRectFilled(ImVec2(left, y), ImVec2(right, y + height), card_colour, 12 * dpr);
        y += 16 * dpr;
        text(left + 16 * dpr, "Hoe was de reis, en wie heb je onderweg ontmoet?");
        for (int line = 0; line < 3; ++line)
            text(left + 16 * dpr,
                 "Vertel het in je eigen woorden; je kunt later nog van alles aanpassen en aanvullen.");
        for (int field = 0; field < 4; ++field) {
            text(left + 16 * dpr, "Plaats van aankomst");
            const ImVec2 from(left + 16 * dpr, y), to(right - 16 * dpr, y + 40 * dpr);
            list.AddRectFilled(from, to, edge_colour, 6 * dpr);
            list.AddRectFilled(ImVec2(from.x + dpr, from.y + dpr), ImVec2(to.x - dpr, to.y - dpr), field_colour,
                               5 * dpr);
            y += 8 * dpr;
            text(left + 28 * dpr, "Zutphen, om kwart over acht, met de eerste trein");
            y += 16 * dpr;
        }
        y += 24 * dpr + 20 * dpr;
    }
    list.PopClipRect();
}

// The quickest of many: what the machine does besides only adds.
template <class Work>
double quickest_ms(Work&& work) {
    double best = 1e9;
    for (int i = 0; i < 60; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        best =
            std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

void measure(float dpr) {
    const int width = static_cast<int>(1280 * dpr), height = static_cast<int>(900 * dpr);
    constexpr int card_count = 8;
    HeadlessImGui imgui(static_cast<float>(width), static_cast<float>(height));
    ImFontConfig config;
    config.OversampleH = 4;
    config.PixelSnapH = false;
    ImGui::GetIO().Fonts->AddFontDefault(&config);
    const ImDrawData& data = imgui.frame([&] { page(dpr, static_cast<float>(width), card_count); });

    screen::Picture picture;
    std::uint64_t hash = 0;
    const double screenful = quickest_ms([&] { screen::rasterise(data, 0, 0, width, height, page_colour, picture); });
    std::vector<std::uint64_t> bands;
    const double hashing = quickest_ms([&] {
        screen::hash_bands(data, 0, height, page_colour, bands);
        for (const std::uint64_t band : bands) hash ^= band;
    });
    std::vector<std::uint32_t> copy(picture.pixels.size());
    const double copying = quickest_ms([&] {
        std::memcpy(copy.data(), picture.pixels.data(), copy.size() * 4);
        hash ^= copy[copy.size() / 2];
    });
    // The page in the web's tiles, then the part far below that a tile has to skip.
    screen::Picture tile;
    const int tile_height = static_cast<int>(512 * dpr), page_height = static_cast<int>(dpr * 472 * card_count);
    int tiles = 0;
    const double tiled = quickest_ms([&] {
        tiles = 0;
        for (int top = 0; top < page_height; top += tile_height, ++tiles)
            screen::rasterise(data, 0, top, width, tile_height, page_colour, tile);
    });
    const double skipping =
        quickest_ms([&] { screen::rasterise(data, 0, page_height * 4, width, 1, page_colour, tile); });
    std::printf(
        "%dx%d, %d vertices: raster %.2f ms (%.1f copies), bands %.2f (%.1f), copy %.2f; "
        "page of %d in %d tiles %.2f; nothing in sight %.3f\n",
        width, height, data.TotalVtxCount, screenful, screenful / copying, hashing, hashing / copying, copying,
        page_height, tiles, tiled, skipping);
    if (hash == 1) std::puts("");  // so that the work is used
}

}  // namespace

int main() {
    measure(1.0f);
    measure(2.0f);
}
