// Dear ImGui's widgets, tables and columns, for a page that has none: ui.cpp lays out and paints its own. What Dear ImGui's core calls
// of them in every frame stands here, in place of imgui_widgets.cpp and imgui_tables.cpp, which would be a sixth of the download,
// and does what those do for a window that nobody points at and nothing of theirs stands in. It knows nothing of the page.
#include <cstring>

#include "imgui.h"
#include "imgui_internal.h"

ImGuiInputTextState::ImGuiInputTextState() { std::memset(static_cast<void*>(this), 0, sizeof(*this)); }
void ImGuiMenuColumns::Update(float, bool) {}

namespace ImGui {

// Of the frame and the title bar of a window: nobody points at them.
bool ButtonBehavior(const ImRect&, ImGuiID, bool* hovered, bool* held, ImGuiButtonFlags) {
    if (hovered != nullptr) *hovered = false;
    if (held != nullptr) *held = false;
    return false;
}
bool CollapseButton(ImGuiID, const ImVec2&) { return false; }
void Scrollbar(ImGuiAxis) {}

// Of lists and messages that only a key combination or a fault of the caller brings up.
bool Selectable(const char*, bool, ImGuiSelectableFlags, const ImVec2&) { return false; }
void SeparatorText(const char*) {}
void TextV(const char*, va_list) {}
void InputTextDeactivateHook(ImGuiID) {}

void TableSettingsAddSettingsHandler() {}
void TableGcCompactSettings() {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void EndColumns() {}
void EndTable() {}
void TablePushColumnChannel(int) {}
void TablePopColumnChannel() {}

}  // namespace ImGui
