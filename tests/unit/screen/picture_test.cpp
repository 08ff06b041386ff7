// The rasteriser: what it promises to the pixel, with the shapes and glyphs that a page is drawn of, made by hand, and one
// golden picture of text. It knows nothing of this project's own screens (screens_picture_test.cpp has those).
#include "screen/picture.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <cstring>
#include <functional>

#include "headless.h"
#include "imgui.h"
#include "png.h"

using screen::Picture;

namespace {

constexpr std::uint32_t white = IM_COL32(255, 255, 255, 255), black = IM_COL32(0, 0, 0, 255);
constexpr std::uint32_t paper = IM_COL32(241, 243, 246, 255);

std::uint32_t pixel(const Picture& p, int x, int y) {
    return p.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(p.width) + static_cast<std::size_t>(x)];
}

std::uint32_t channel(std::uint32_t colour, int i) { return (colour >> (8 * i)) & 255; }

Picture tile(const ImDrawData& data, int left, int top, int width, int height, std::uint32_t background = white) {
    Picture picture;
    screen::rasterise(data, left, top, width, height, background, picture);
    return picture;
}

// Shapes straight into a draw list, without a window.
Picture drawn(int width, int height, const std::function<void(ImDrawList&)>& shapes, std::uint32_t background = white) {
    HeadlessImGui imgui(static_cast<float>(width), static_cast<float>(height));
    return tile(imgui.frame([&] { shapes(*ImGui::GetBackgroundDrawList()); }), 0, 0, width, height, background);
}

// A texture made by hand.
struct Atlas {
    ImTextureData data;

    Atlas(int width, int height) {
        data.Create(ImTextureFormat_RGBA32, width, height);
        data.SetTexID(2);
        data.SetStatus(ImTextureStatus_OK);
    }
    Atlas(const Atlas&) = delete;
    Atlas& operator=(const Atlas&) = delete;

    void set(int x, int y, std::uint32_t texel) { std::memcpy(data.GetPixelsAt(x, y), &texel, 4); }
    std::uint32_t get(int x, int y) const {
        std::uint32_t texel;
        std::memcpy(&texel, data.Pixels + std::ptrdiff_t{4} * (y * data.Width + x), 4);
        return texel;
    }
    void fill(std::uint32_t texel) {
        for (int y = 0; y < data.Height; ++y)
            for (int x = 0; x < data.Width; ++x) set(x, y, texel);
    }
    // The piece from texel u0,v0 to u1,v1, on the rectangle x0,y0 to x1,y1.
    void draw(ImDrawList& list, ImVec2 from, ImVec2 to, ImVec2 uv_from, ImVec2 uv_to, std::uint32_t tint = white) {
        ImTextureRef ref;
        ref._TexData = &data;
        const ImVec2 unit(1.0f / static_cast<float>(data.Width), 1.0f / static_cast<float>(data.Height));
        list.AddImage(ref, from, to, ImVec2(uv_from.x * unit.x, uv_from.y * unit.y),
                      ImVec2(uv_to.x * unit.x, uv_to.y * unit.y), tint);
    }
};

// What straight alpha gives over an opaque background, to the nearest.
std::uint32_t blended(std::uint32_t below, std::uint32_t colour) {
    std::uint32_t out = IM_COL32(0, 0, 0, 255);
    const std::uint32_t a = channel(colour, 3);
    for (int i = 0; i < 3; ++i)
        out |= ((2 * (channel(colour, i) * a + channel(below, i) * (255 - a)) + 255) / 510) << (8 * i);
    return out;
}

// Every kind of geometry on a page, at awkward places.
void busy_page(float height) {
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(ImVec2(320, height));
    ImGui::Begin("page", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (int i = 0; i < 14; ++i) {
        ImGui::PushID(i);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float f = static_cast<float>(i);
        list.AddRectFilled(ImVec2(at.x - 3.3f, at.y - 2.2f), ImVec2(at.x + 290.6f, at.y + 38.4f + f),
                           IM_COL32(60, 40 + 10 * i, 90, 200), 7.5f);
        list.AddCircleFilled(ImVec2(at.x + 250.3f, at.y + 20.7f), 11.0f + f, IM_COL32(250, 200, 40, 120));
        list.AddTriangleFilled(ImVec2(at.x + 10.1f, at.y), ImVec2(at.x + 31.7f, at.y + 37.3f),
                               ImVec2(at.x + 2.2f, at.y + 21.9f), IM_COL32(255, 255, 255, 99));
        ImGui::Button("Knop");
        ImGui::TextUnformatted("De reis ging naar Zutphen.");
        ImGui::PopID();
    }
    ImGui::End();
}

}  // namespace

TEST_CASE("picture: the background, and nothing without a size") {
    HeadlessImGui imgui(20, 20);
    const ImDrawData& data = imgui.frame([] {});
    const Picture picture = tile(data, 0, 0, 20, 7, IM_COL32(1, 2, 3, 4));
    CHECK(picture.pixels.size() == 140);
    CHECK(std::all_of(picture.pixels.begin(), picture.pixels.end(),
                      [](std::uint32_t p) { return p == IM_COL32(1, 2, 3, 255); }));
    CHECK(tile(data, 0, 0, 0, 9).pixels.empty());
    CHECK(tile(data, 0, 0, -3, -9).pixels.empty());
}

TEST_CASE("picture: a rectangle covers the pixels whose centre it holds") {
    const Picture picture =
        drawn(8, 8, [](ImDrawList& list) { list.AddRectFilled(ImVec2(1.5f, 2.49f), ImVec2(4.5f, 5.51f), black); });
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x) CHECK((pixel(picture, x, y) == black) == (x >= 1 && x < 4 && y >= 2 && y < 6));
}

TEST_CASE("picture: alpha is blended to the nearest value") {
    const std::uint32_t backgrounds[] = {white, black, IM_COL32(17, 128, 201, 255)};
    for (const std::uint32_t below : backgrounds) {
        const Picture picture = drawn(
            256, 6,
            [](ImDrawList& list) {
                for (int a = 0; a < 256; ++a) {
                    const float x = static_cast<float>(a);
                    list.AddRectFilled(ImVec2(x, 0), ImVec2(x + 1, 1), IM_COL32(a, 255, 77, a));
                    list.AddRectFilled(ImVec2(x, 1), ImVec2(x + 1, 2), IM_COL32(0, 255 - a, 3, a));
                    // The same as triangles.
                    list.AddTriangleFilled(ImVec2(x - 2, 2), ImVec2(x + 1, 2), ImVec2(x + 1, 6), IM_COL32(0, 0, 0, 0));
                }
            },
            below);
        int wrong = 0;
        for (int a = 0; a < 256; ++a) {
            wrong += pixel(picture, a, 0) != blended(below, IM_COL32(a, 255, 77, a));
            wrong += pixel(picture, a, 1) != blended(below, IM_COL32(0, 255 - a, 3, a));
            wrong += pixel(picture, a, 4) != below;
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("picture: triangles that share an edge cover each pixel once") {
    // A fan about a point off the grid, half transparent: a pixel drawn twice or not at all shows. Alternate colours
    // keep the triangles from being drawn as one polygon; the second round lets them.
    for (const bool one_colour : {false, true}) {
        const std::uint32_t dark = IM_COL32(0, 0, 0, 128), light = one_colour ? dark : IM_COL32(1, 0, 0, 128);
        const Picture picture = drawn(64, 64, [&](ImDrawList& list) {
            list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
            const ImVec2 hub(30.3f, 33.7f);
            const ImVec2 rim[] = {{-3, -3}, {20.25f, -3}, {67, -3}, {67, 31.6f},
                                  {67, 67}, {11.1f, 67},  {-3, 67}, {-3, 40}};
            for (std::size_t i = 0; i < 8; ++i)
                list.AddTriangleFilled(hub, rim[i], rim[(i + 1) % 8], i % 2 ? dark : light);
        });
        int wrong = 0;
        for (const std::uint32_t p : picture.pixels) wrong += p != blended(white, dark) && p != blended(white, light);
        CHECK(wrong == 0);
    }
}

TEST_CASE("picture: a convex polygon is the same as its triangles") {
    const auto shape = [](bool broken) {
        return drawn(90, 90, [broken](ImDrawList& list) {
            list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
            list.AddCircleFilled(ImVec2(44.7f, 45.2f), 41.3f, IM_COL32(10, 20, 30, 90), 37);
            // The same triangles from another vertex each: no fan to be found.
            if (broken)
                for (int i = 0; i + 2 < list.IdxBuffer.Size; i += 3)
                    std::rotate(&list.IdxBuffer[i], &list.IdxBuffer[i] + 1, &list.IdxBuffer[i] + 3);
        });
    };
    CHECK(shape(false).pixels == shape(true).pixels);
}

TEST_CASE("picture: a polygon that is not convex keeps its dent") {
    const Picture picture = drawn(40, 40, [](ImDrawList& list) {
        list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
        const ImVec2 arrow[] = {{20, 30}, {5, 5}, {20, 12}, {35, 5}};
        list.AddConvexPolyFilled(arrow, 4, black);  // its triangles about the first point happen to be right
    });
    CHECK(pixel(picture, 20, 8) == white);
    CHECK(pixel(picture, 20, 16) == black);
    CHECK(pixel(picture, 9, 9) == black);
}

TEST_CASE("picture: a rounded rectangle is symmetric and has soft corners") {
    const Picture picture =
        drawn(60, 40, [](ImDrawList& list) { list.AddRectFilled(ImVec2(10, 8), ImVec2(50, 32), black, 8.0f); });
    int worst = 0, soft = 0;
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 60; ++x) {
            const auto at = [&](int u, int v) { return static_cast<int>(channel(pixel(picture, u, v), 0)); };
            worst = std::max({worst, std::abs(at(x, y) - at(59 - x, y)), std::abs(at(x, y) - at(x, 39 - y))});
            soft += at(x, y) != 0 && at(x, y) != 255;
        }
    CHECK(worst <= 2);  // Dear ImGui splits the corners' strips in triangles that are not mirrored
    CHECK(soft >= 20);
    CHECK(soft <= 60);
    CHECK(pixel(picture, 30, 8) == black);
    CHECK(pixel(picture, 30, 7) == white);
    CHECK(pixel(picture, 10, 20) == black);
    CHECK(pixel(picture, 9, 20) == white);
}

TEST_CASE("picture: clip rectangles are honoured") {
    const Picture picture = drawn(30, 30, [](ImDrawList& list) {
        list.PushClipRect(ImVec2(5, 6), ImVec2(20, 21));
        list.AddRectFilled(ImVec2(0, 0), ImVec2(12, 30), black);
        list.AddCircleFilled(ImVec2(15, 15), 30, black);
        list.AddRectFilled(ImVec2(1, 1), ImVec2(29, 29), black, 5.0f);
        list.AddText(ImVec2(0, 0), IM_COL32(255, 0, 0, 255), "MMMMMMMM\nMMMMMMMM\nMMMMM");
        list.PopClipRect();
        list.PushClipRect(ImVec2(25, 25), ImVec2(25, 40));
        list.AddRectFilled(ImVec2(0, 0), ImVec2(30, 30), black);
        list.PopClipRect();
    });
    for (int y = 0; y < 30; ++y)
        for (int x = 0; x < 30; ++x) CHECK((pixel(picture, x, y) != white) == (x >= 5 && x < 20 && y >= 6 && y < 21));
}

TEST_CASE("picture: tiles are the page, cut in pieces") {
    constexpr int page_width = 320, page_height = 1000;
    HeadlessImGui imgui(page_width, page_height);
    imgui.frame([] { busy_page(page_height); });
    const ImDrawData& data = imgui.frame([] { busy_page(page_height); });
    const Picture page = tile(data, 0, 0, page_width, page_height, paper);
    CHECK(std::count(page.pixels.begin(), page.pixels.end(), paper) < page_width * page_height / 2);
    int wrong = 0, left = 0;
    Picture piece;
    for (const int width : {page_width, 1, 97, 33, 189}) {
        if (left >= page_width) left = 0;
        int top = 0;
        for (int i = 0; top < page_height; ++i) {
            const int heights[] = {1, 33, 7, 211, 64, 5};
            const int height = std::min(heights[i % 6], page_height - top);
            screen::rasterise(data, left, top, width, height, paper, piece);
            for (int y = 0; y < height; ++y)
                for (int x = 0; x < width; ++x) wrong += pixel(piece, x, y) != pixel(page, left + x, top + y);
            top += height;
        }
        left += width;
    }
    CHECK(wrong == 0);
}

TEST_CASE("picture: a glyph four texels wide a pixel, at each quarter") {
    Atlas atlas(32, 8);
    // Around it another glyph, and inside it transparent texels of a loud colour: neither may show.
    atlas.fill(IM_COL32(255, 0, 0, 255));
    for (int u = 0; u < 12; ++u) atlas.set(8 + u, 3, black);
    const std::uint32_t mixed[] = {IM_COL32(255, 0, 0, 0),    IM_COL32(10, 20, 30, 77),  IM_COL32(10, 21, 31, 255),
                                   IM_COL32(0, 255, 0, 0),    IM_COL32(9, 20, 33, 200),  IM_COL32(0, 0, 0, 0),
                                   IM_COL32(11, 20, 30, 1),   IM_COL32(10, 20, 30, 128), IM_COL32(10, 20, 30, 255),
                                   IM_COL32(10, 20, 30, 255), IM_COL32(10, 20, 30, 255), IM_COL32(10, 20, 30, 255)};
    for (int u = 0; u < 12; ++u) atlas.set(8 + u, 4, mixed[u]);

    const int first[] = {0, 64, 128, 191}, last[] = {255, 191, 128, 64};
    for (int phase = 0; phase < 4; ++phase) {
        for (const float nudge : {-0.12f, 0.0f, 0.12f}) {
            const std::uint32_t below = white;
            const float x = 5 + 0.25f * static_cast<float>(phase) + nudge, y = 2.3f;
            const Picture picture = drawn(
                16, 8,
                [&](ImDrawList& list) {
                    atlas.draw(list, ImVec2(x, y), ImVec2(x + 3, y + 2), ImVec2(8, 3), ImVec2(20, 5));
                },
                below);
            CHECK(channel(pixel(picture, 5, 2), 0) == static_cast<std::uint32_t>(first[phase]));
            CHECK(channel(pixel(picture, 8, 2), 0) == static_cast<std::uint32_t>(last[phase]));
            CHECK(pixel(picture, 6, 2) == black);
            CHECK(pixel(picture, 7, 2) == black);
            int wrong = 0;
            for (int px = 0; px < 16; ++px) {
                std::uint32_t expected = black;
                for (int i = 0; i < 3; ++i) {
                    std::uint32_t sum = 0, alpha = 0;
                    for (int k = 0; k < 4; ++k) {
                        const int u = (px - 5) * 4 - phase + k;
                        if (u < 0 || u >= 12) continue;
                        sum += channel(mixed[u], i) * channel(mixed[u], 3);
                        alpha += channel(mixed[u], 3);
                    }
                    expected |= ((sum + channel(below, i) * (1020 - alpha) + 510) / 1020) << (8 * i);
                }
                wrong += pixel(picture, px, 3) != expected;
                for (const int row : {0, 1, 4, 5}) wrong += pixel(picture, px, row) != below;
            }
            CHECK(wrong == 0);
        }
    }
}

TEST_CASE("picture: one texel or four a pixel, in any tint") {
    Atlas atlas(16, 4);
    for (int v = 0; v < 4; ++v)
        for (int u = 0; u < 16; ++u) atlas.set(u, v, IM_COL32(255, 255, 255, (u * 53 + v * 31) & 255));
    const std::uint32_t below = IM_COL32(90, 120, 33, 255);
    for (const std::uint32_t tint :
         {white, IM_COL32(255, 255, 255, 90), IM_COL32(200, 10, 60, 255), IM_COL32(9, 0, 255, 33)})
        for (const int ratio : {1, 4}) {
            const int width = 16 / ratio;
            const Picture picture = drawn(
                20, 8,
                [&](ImDrawList& list) {
                    atlas.draw(list, ImVec2(1, 2), ImVec2(1 + static_cast<float>(width), 6), ImVec2(0, 0),
                               ImVec2(16, 4), tint);
                },
                below);
            int wrong = 0;
            for (int y = 0; y < 8; ++y)
                for (int x = 0; x < 20; ++x) {
                    std::uint32_t alpha = 0;
                    const bool is_inside = x >= 1 && x < 1 + width && y >= 2 && y < 6;
                    for (int i = 0; is_inside && i < ratio; ++i)
                        alpha += channel(atlas.get((x - 1) * ratio + i, y - 2), 3);
                    const std::uint32_t unit = 65025 * static_cast<std::uint32_t>(ratio);
                    const std::uint32_t weight = alpha * channel(tint, 3);
                    for (int i = 0; i < 3; ++i) {
                        const std::uint64_t sum = std::uint64_t{channel(below, i)} * (unit - weight) +
                                                  std::uint64_t{channel(tint, i)} * weight + unit / 2;
                        wrong += channel(pixel(picture, x, y), i) != sum / unit;
                    }
                }
            CHECK(wrong == 0);
        }
}

TEST_CASE("picture: a glyph cut by Dear ImGui stays where it is") {
    Atlas atlas(64, 16);
    for (int v = 0; v < 16; ++v)
        for (int u = 0; u < 64; ++u) atlas.set(u, v, IM_COL32(u * 4, v * 16, 80, (u * 37 + v * 101) & 255));
    for (const float x : {4.0f, 4.3f, 4.55f, 4.8f}) {
        const Picture clipped = drawn(24, 24, [&](ImDrawList& list) {
            list.PushClipRect(ImVec2(7, 6), ImVec2(15, 12));
            atlas.draw(list, ImVec2(x, 4.4f), ImVec2(x + 16, 20.4f), ImVec2(0, 0), ImVec2(64, 16));
            list.PopClipRect();
        });
        // As ImFont::RenderText does with cpu_fine_clip.
        const Picture cut = drawn(24, 24, [&](ImDrawList& list) {
            atlas.draw(list, ImVec2(7, 6), ImVec2(15, 12), ImVec2((7 - x) * 4, 6 - 4.4f),
                       ImVec2((15 - x) * 4, 12 - 4.4f));
        });
        CHECK(cut.pixels == clipped.pixels);
    }
}

TEST_CASE("picture: senseless geometry does no harm") {
    Atlas atlas(8, 8);
    atlas.fill(black);
    const float nan = std::strtof("nan", nullptr), far = 3e38f;
    const Picture picture = drawn(20, 20, [&](ImDrawList& list) {
        for (const float v : {nan, far, -far, 1e9f, -1e5f, 0.0f, 1e-30f}) {
            list.AddTriangleFilled(ImVec2(v, 2), ImVec2(3, v), ImVec2(5, 9), IM_COL32(1, 2, 3, 40));
            list.AddRectFilled(ImVec2(v, 3), ImVec2(9, v), IM_COL32(1, 2, 3, 4), v);
            atlas.draw(list, ImVec2(v, 4), ImVec2(9, 10), ImVec2(v, 0), ImVec2(8, v));
            atlas.draw(list, ImVec2(3, v), ImVec2(3.01f, 10), ImVec2(-v, 0), ImVec2(8, 8));
            atlas.draw(list, ImVec2(-far, -far), ImVec2(v, 10), ImVec2(0, 0), ImVec2(v, 8));
        }
    });
    for (const std::uint32_t p : picture.pixels) CHECK(channel(p, 3) == 255);
}

namespace {

Picture golden_text() {  // four texels wide and tinted
    HeadlessImGui imgui(180, 60);
    ImFontConfig config;
    config.OversampleH = 4;
    config.PixelSnapH = false;
    ImGui::GetIO().Fonts->AddFontDefault(&config);
    const auto page = [] {
        ImDrawList& list = *ImGui::GetBackgroundDrawList();
        for (int i = 0; i < 4; ++i)
            list.AddText(nullptr, 13.0f, ImVec2(4, 2 + 14 * static_cast<float>(i)), IM_COL32(20, 30 + 50 * i, 120, 255),
                         "Aankomst: Wezep, 12 km");
    };
    return tile(imgui.frame(page), 0, 0, 180, 60, paper);
}

}  // namespace

TEST_CASE("picture: golden text, four texels wide and tinted") {
    CHECK(png::difference_from_golden(golden_text(), "text") == "");
}

TEST_CASE("picture: one changed pixel is noticed, and marked in the picture of the difference") {
    const Picture expected = golden_text();
    Picture got = expected;
    const std::size_t at = 17 * static_cast<std::size_t>(got.width) + 33;
    got.pixels[at] ^= 0x010000;
    CHECK(png::encode(got) != png::encode(expected));
    const Picture shown = png::comparison(expected, got);
    const int third = expected.width + 16;
    CHECK(pixel(shown, 33, 17) == expected.pixels[at]);
    CHECK(pixel(shown, third + 33, 17) == got.pixels[at]);
    const std::uint32_t red = IM_COL32(255, 0, 0, 255);
    CHECK(pixel(shown, 2 * third + 33, 17) == red);
    CHECK(std::count(shown.pixels.begin(), shown.pixels.end(), red) == 1);

    // Of another size: everything that only one of them has is a difference.
    got.height -= 3;
    got.pixels.resize(static_cast<std::size_t>(got.width) * static_cast<std::size_t>(got.height));
    const Picture shorter = png::comparison(expected, got);
    CHECK(std::count(shorter.pixels.begin(), shorter.pixels.end(), red) == 1 + 3 * expected.width);
}

TEST_CASE("make the golden picture of text", "[.write-pictures]") {
    png::make_golden(golden_text(), "text");
    FAIL("written: look at it, and run the tests again");
}
