// Dear ImGui's tables and columns, for a page that has neither: what its core calls at the end of every frame and window. They
// stand in for imgui_tables.cpp, a seventh of the download, and do what that does when no table was ever begun.
#include "imgui.h"
#include "imgui_internal.h"

namespace ImGui {

void TableSettingsAddSettingsHandler() {}
void TableGcCompactSettings() {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void EndColumns() {}
void EndTable() {}
void TablePushColumnChannel(int) {}
void TablePopColumnChannel() {}

}  // namespace ImGui
