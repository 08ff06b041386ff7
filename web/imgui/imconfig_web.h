// Dear ImGui's switches of the web build: those of every build, and the two that leave its own fonts out.
#pragma once

#include "screen/imconfig.h"

// The page's fonts come from the browser (web/canvas_font.cpp), so stb_truetype and the bundled font stay out of the
// download. Dear ImGui has no switch "no font loader", but with this one it takes whatever loader
// ImGuiFreeType::GetFontLoader() gives; web/canvas_font.cpp defines it, misc/freetype/imgui_freetype.h beside this file declares it.
#define IMGUI_ENABLE_FREETYPE
#define IMGUI_DISABLE_DEFAULT_FONT
