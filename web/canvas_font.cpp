// Rasterises glyphs on demand with Canvas 2D: four times as wide as they are shown, in the colour of their words, because
// browsers weigh strokes by colour (measured: white ones drawn dark come out a quarter too heavy).
#include "canvas_font.h"

#include <cmath>
#include <vector>

#include "imgui.h"
#include "imgui_internal.h"
#include "misc/freetype/imgui_freetype.h"
#include "page.h"
#include "screen/app.h"

namespace web {
namespace {

const screen::App::FontFace& face_of(const ImFontConfig& source) {
    return *static_cast<const screen::App::FontFace*>(source.FontLoaderData);
}

// Dear ImGui rounds sizes to whole pixels; the browser sets words at the exact em. Back from the one to the other.
float exact_em(const screen::App::FontFace& face, float rounded) {
    for (const screen::TextToken& token : screen::text_tokens) {
        const float em = token.size * face.view->unit * face.view->ratio;
        if (token.weight == face.weight && token.colour == face.colour && std::fabs(em - rounded) <= 0.5F) return em;
    }
    return rounded;
}

// A canvas draws tofu for these and never says that they are missing.
bool is_drawable(ImWchar code_point) { return code_point >= 0x20 && !(code_point >= 0x7F && code_point < 0xA0); }

bool contains(ImFontAtlas*, ImFontConfig*, ImWchar code_point) { return is_drawable(code_point); }

bool init_baked(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
    // Only where glyphs are counted from: the real baseline is asked of the DOM (View::baselines).
    baked->Ascent = std::ceil(baked->Size);
    baked->Descent = -std::ceil(baked->Size / 4);
    return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code_point,
                ImFontGlyph* glyph, float* only_advance) {
    if (!is_drawable(code_point)) return false;
    const screen::App::FontFace& face = face_of(*source);
    const float em = exact_em(face, baked->Size);
    const bool bold = face.weight == screen::Weight::bold;
    float box[5] = {};
    page_measure_glyph(code_point, em, bold, box);
    if (only_advance != nullptr) {
        *only_advance = box[0];
        return true;
    }
    glyph->Codepoint = code_point;
    glyph->AdvanceX = box[0];
    const int width = static_cast<int>(box[3]);
    const int height = static_cast<int>(box[4]);
    if (width <= 0 || height <= 0) return true;
    const int wide = width * 4;
    const ImFontAtlasRectId place = ImFontAtlasPackAddRect(atlas, wide, height);
    if (place == ImFontAtlasRectId_Invalid) return false;
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(wide) * static_cast<std::size_t>(height) * 4);
    page_draw_glyph(code_point, em, bold, face.view->colours()[static_cast<std::size_t>(face.colour)], pixels.data());
    glyph->X0 = box[1];
    glyph->Y0 = baked->Ascent + box[2];
    glyph->X1 = glyph->X0 + box[3];
    glyph->Y1 = glyph->Y0 + box[4];
    glyph->Visible = true;
    glyph->Colored = true;  // its colour is baked in: no tint
    glyph->PackId = place;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, ImFontAtlasPackGetRect(atlas, place), pixels.data(),
                                       ImTextureFormat_RGBA32, wide * 4);
    return true;
}

}  // namespace

const ImFontLoader* canvas_font_loader() {
    static const ImFontLoader loader = [] {
        ImFontLoader made;
        made.Name = "canvas";
        made.FontSrcContainsGlyph = contains;
        made.FontBakedInit = init_baked;
        made.FontBakedLoadGlyph = load_glyph;
        return made;
    }();
    return &loader;
}

}  // namespace web

const ImFontLoader* ImGuiFreeType::GetFontLoader() { return web::canvas_font_loader(); }
