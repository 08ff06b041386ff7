// Stands in for Dear ImGui's header of the same name, see web/imgui/imconfig_web.h: there is no FreeType here.
#pragma once

struct ImFontLoader;
namespace ImGuiFreeType {
const ImFontLoader* GetFontLoader();
}
