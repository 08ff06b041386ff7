// A Dear ImGui context without a screen: frames in, draw data out, its textures acknowledged as a renderer would.
// It knows nothing of this project's own screens; any test may use it.
#pragma once

#include <utility>

#include "imgui.h"

class HeadlessImGui {
  public:
    // The bundled font at 18 px unless the test adds its own before the first frame.
    HeadlessImGui(float width, float height) : context_(ImGui::CreateContext()) {
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = ImVec2(width, height);
        io.DeltaTime = 1.0f / 60.0f;
        io.IniFilename = nullptr;
        io.LogFilename = nullptr;
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
        io.ConfigInputTextCursorBlink = false;
        ImGui::GetStyle().FontSizeBase = 18.0f;
    }

    ~HeadlessImGui() {
        ImGui::SetCurrentContext(context_);
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures)
            if (texture->RefCount == 1) release(*texture);
        ImGui::DestroyContext(context_);
    }

    HeadlessImGui(const HeadlessImGui&) = delete;
    HeadlessImGui& operator=(const HeadlessImGui&) = delete;

    // One frame of what `page()` draws; valid until the next.
    template <class Page>
    const ImDrawData& frame(Page&& page) {
        ImGui::SetCurrentContext(context_);
        ImGui::NewFrame();
        std::forward<Page>(page)();
        ImGui::Render();
        const ImDrawData* data = ImGui::GetDrawData();
        for (ImTextureData* texture : *data->Textures) {
            if (texture->Status == ImTextureStatus_WantDestroy) {
                if (texture->UnusedFrames > 0) release(*texture);
            } else if (texture->Status != ImTextureStatus_OK && texture->Status != ImTextureStatus_Destroyed) {
                texture->SetTexID(1);
                texture->SetStatus(ImTextureStatus_OK);
            }
        }
        return *data;
    }

  private:
    ImGuiContext* context_;

    static void release(ImTextureData& texture) {
        texture.SetTexID(ImTextureID_Invalid);
        texture.SetStatus(ImTextureStatus_Destroyed);
    }
};
