// The browser's own fonts as a Dear ImGui font loader. It knows glyphs and nothing of what is written with them.
#pragma once

struct ImFontLoader;

namespace web {

// Needs ImFontConfig::FontLoaderData to be a screen::App::FontFace. Keeps no state: Dear ImGui may ask for a glyph again.
const ImFontLoader* canvas_font_loader();

}  // namespace web
