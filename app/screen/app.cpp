// One frame: Dear ImGui's context, fonts and a single window as large as the page; then the screens.
#include "screen/app.h"

#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"
#include "screen/words.h"

namespace screen {
namespace {

// No scroll bars, no limits: the page is one window, as long as its content, and the document scrolls.
constexpr float window_height = 4'000'000;

}  // namespace

App::App(const ImFontLoader* loader) : loader_(loader) {
    context_ = ImGui::CreateContext();
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    // The rasteriser reads the textures' pixels itself; large pages need more than 65536 vertices.
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
    io.ConfigFlags |= ImGuiConfigFlags_NoMouse | ImGuiConfigFlags_NoKeyboard;
    io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors;
    ImGuiStyle& style = ImGui::GetStyle();
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.WindowRounding = 0;
    style.ItemSpacing = {0, 0};
    faces_.resize(word_colour_count * weight_count);
}

App::~App() {
    ImGui::SetCurrentContext(context_);
    ImGui::DestroyContext(context_);
}

void App::build_fonts() {
    if (fonts_ratio_ == view_.ratio && fonts_palette_ == &view_.colours() && fonts_unit_ == view_.unit) return;
    fonts_ratio_ = view_.ratio;
    fonts_palette_ = &view_.colours();
    fonts_unit_ = view_.unit;
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    std::size_t face = 0;
    ImFont* bundled = nullptr;
    for (std::size_t colour = 0; colour < word_colour_count; ++colour) {
        for (std::size_t weight = 0; weight < weight_count; ++weight, ++face) {
            faces_[face] = {static_cast<Colour>(colour), static_cast<Weight>(weight), &view_};
            ImFont*& font = fonts_.by_colour_and_weight[colour][weight];
            if (loader_ == nullptr) {
                if (bundled == nullptr) bundled = atlas.AddFontDefault();
                font = bundled;
                continue;
            }
            ImFontConfig config;
            config.FontLoader = loader_;
            config.FontLoaderData = &faces_[face];
            font = atlas.AddFont(&config);
        }
    }
}

void App::changed() { frame_due_ = true; }

std::vector<state::Effect> App::dispatch(const state::Event& event, const state::LocalTime& now, std::string random_id,
                                         state::Token token) {
    std::vector<state::Effect> effects = state::update(state_, state::Action{event, now, std::move(random_id), token});
    // Here, because the page is made twice after an event that changes it, and searching all drafts takes longer than a frame.
    if (state_.route.screen == state::Screen::drafts) found_ = found_drafts(words(), state_);
    if (!is_shown()) frame_due_ = true;
    return effects;
}

// Nearly all letters change nothing but the field that they are typed in. To know that, the page is made without measuring or painting anything,
// which costs less than a hundredth of a frame.
bool App::is_shown() {
    if (state_.route != drawn_route_ || !state_.told.unsaid.empty()) return false;
    semantics::Tree tree;
    std::vector<Binding> bindings;
    Ui ui(view_, nullptr, words(), tree, bindings);
    page(ui, view_, state_, found_);
    describe(tree);
    if (!differ_.shows(tree)) return false;
    bindings_ = std::move(bindings);
    return true;
}

// What a tree says beside its nodes.
void App::describe(semantics::Tree& tree) const {
    tree.title = page_title(words(), state_);
    tree.language = words().is_dutch() ? "nl" : "en";
    tree.alarm = page_alarm(words(), state_);
    tree.token = state_.token;
}

const state::Event* App::event_of(std::string_view key) const {
    for (const Binding& binding : bindings_) {
        if (binding.key == key) return &binding.event;
    }
    return nullptr;
}

const state::Event* App::edit_of(std::string_view key, std::string_view text) {
    const state::Event* const prototype = event_of(key);
    if (prototype == nullptr) return nullptr;
    edited_ = *prototype;
    std::string* place = nullptr;
    if (auto* answer = std::get_if<state::EditAnswer>(&edited_)) place = &answer->text;
    if (auto* detail = std::get_if<state::EditTripDetail>(&edited_)) place = &detail->text;
    if (auto* import = std::get_if<state::EditImportText>(&edited_)) place = &import->text;
    if (auto* search = std::get_if<state::EditSearch>(&edited_)) place = &search->text;
    if (auto* name = std::get_if<state::EditSnapshotName>(&edited_)) place = &name->text;
    if (place == nullptr) return nullptr;
    *place = text;
    differ_.dom_holds(key, text);
    return &edited_;
}

void App::frame() {
    ImGui::SetCurrentContext(context_);
    build_fonts();
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(picture_width()), window_height};
    io.DeltaTime = 1.0F / 60.0F;  // nothing here is animated
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(io.DisplaySize);
    ImGui::Begin("page", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoInputs);
    tree_.nodes.clear();
    bindings_.clear();
    {
        Ui ui(view_, &fonts_, words(), tree_, bindings_);
        tree_.height = std::ceil(page(ui, view_, state_, found_));
    }
    describe(tree_);
    drawn_route_ = state_.route;
    const std::vector<state::Announcement> unsaid = state::take_unsaid(state_);
    if (!unsaid.empty()) tree_.announcements.clear();
    for (const state::Announcement& told : unsaid) {
        // A refusal is spoken in the words of the screen, which say why.
        const std::string why = why_refused(told.kind);
        tree_.announcements.push_back(why.empty() ? words::announcement(words(), told) : why);
    }
    tree_.announcement_serial = state_.told.last.serial;
    ImGui::End();
    ImGui::Render();
    for (ImTextureData* texture : *ImGui::GetDrawData()->Textures) {
        // The rasteriser reads the textures' pixels where they are, so every request of Dear ImGui is fulfilled at once.
        if (texture->Status == ImTextureStatus_WantDestroy) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        } else if (texture->Status != ImTextureStatus_OK) {
            texture->SetTexID(1);
            texture->SetStatus(ImTextureStatus_OK);
        }
    }
    frame_due_ = false;
}

std::string App::why_refused(state::Announcement::Kind kind) const {
    using Kind = state::Announcement::Kind;
    if (!state_.restore) {
        return kind == Kind::import_refused ? words::why_not_imported(words(), state_.import) : std::string();
    }
    if (kind == Kind::restore_refused || kind == Kind::no_room) return words::restore_refused(words(), *state_.restore);
    return kind == Kind::import_refused || kind == Kind::backup_ready ? words::backup_trouble(words(), *state_.restore)
                                                                      : std::string();
}

std::uint32_t App::background() const {
    const std::uint32_t rgb = view_.colours()[static_cast<std::size_t>(Colour::background)];
    return IM_COL32((rgb >> 16) & 0xFFU, (rgb >> 8) & 0xFFU, rgb & 0xFFU, 255);
}

int App::picture_width() const { return static_cast<int>(std::ceil(view_.width * view_.ratio)); }

const Picture& App::picture(int top, int height) {
    ImGui::SetCurrentContext(context_);
    const ImDrawData& data = *ImGui::GetDrawData();
    rasterise(data, 0, top, picture_width(), height, background(), picture_);
    return picture_;
}

const std::vector<std::uint64_t>& App::bands(int top, int height) {
    ImGui::SetCurrentContext(context_);
    hash_bands(*ImGui::GetDrawData(), top, height, background(), bands_);
    // A glyph may stand where another one has been in the texture: Dear ImGui counts those that it gave up.
    for (std::uint64_t& band : bands_)
        band += static_cast<unsigned>(ImGui::GetIO().Fonts->Builder->RectsDiscardedCount);
    return bands_;
}

}  // namespace screen
