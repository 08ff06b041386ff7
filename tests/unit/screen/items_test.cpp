// Nothing is painted that has no node: every item that Dear ImGui is told of on any screen, ours or one of its own widgets, and
// every glyph that it draws is looked for in the tree. Seen through the hooks of Dear ImGui's test engine and in the draw
// data, so nothing that the widgets say of themselves is believed.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "imgui.h"
#include "imgui_internal.h"
#include "scenes.h"

using namespace semantics;
using screen::App;

namespace {

struct Item {
    ImGuiID id;
    ImRect box;         // device px
    std::string label;  // of Dear ImGui's own widgets
};

// The items of the last frame. Dear ImGui hands its context to the hooks, and that leads here.
class Watch {
  public:
    explicit Watch(ImGuiContext* context) {
        context->TestEngine = this;
        context->TestEngineHookItems = true;
        ImGuiContextHook hook;
        hook.Type = ImGuiContextHookType_NewFramePre;
        hook.UserData = this;
        hook.Callback = [](ImGuiContext*, ImGuiContextHook* self) {
            static_cast<Watch*>(self->UserData)->items.clear();
        };
        ImGui::AddContextHook(context, &hook);
        // Where a test adds something of its own to the page, as a forgetful widget would.
        hook.Type = ImGuiContextHookType_EndFramePre;
        hook.Callback = [](ImGuiContext*, ImGuiContextHook* self) {
            Watch& watch = *static_cast<Watch*>(self->UserData);
            if (!watch.more) return;
            ImGui::Begin("page");
            watch.more();
            ImGui::End();
        };
        ImGui::AddContextHook(context, &hook);
    }

    std::vector<Item> items;
    std::function<void()> more;
};

}  // namespace

// ---- The hooks that Dear ImGui calls --------------------------------------------------------------------------------------

void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& box, const ImGuiLastItemData*) {
    // Windows announce themselves in the same way. The one for widgets that stand in no window has a title bar, too, which is
    // drawn only if there are any.
    const ImGuiWindow* const window = context->CurrentWindow;
    if (window->ID == id || (window->IsFallbackWindow && window->DC.NavLayerCurrent == ImGuiNavLayer_Menu)) return;
    std::vector<Item>& items = static_cast<Watch*>(context->TestEngine)->items;
    // Some widgets announce an item twice.
    for (const Item& item : items) {
        if (item.id == id && item.box.Min.x == box.Min.x && item.box.Min.y == box.Min.y) return;
    }
    items.push_back({id, box, {}});
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* context, ImGuiID id, const char* label, ImGuiItemStatusFlags) {
    for (Item& item : static_cast<Watch*>(context->TestEngine)->items) {
        if (item.id == id) item.label = label;
    }
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }

namespace {

bool is_field(const Node& node) {
    return node.role == Role::text_area || node.role == Role::text_line || node.role == Role::date;
}
bool is_interactive(const Node& node) {
    return is_field(node) || node.role == Role::button || node.role == Role::toggle || node.role == Role::link ||
           node.role == Role::file;
}

// ---- Painted text, read back from the draw data ------------------------------------------------------------------------------

using Place = std::array<float, 4>;  // of a glyph in the texture

struct Glyph {
    ImVec2 middle;
    unsigned code_point;
};

struct Painted {
    std::vector<Glyph> glyphs;
    std::set<unsigned> known;
    unsigned fallback = 0;

    // The code points that are to be seen when a text is painted: without spaces, and with what stands for letters that the
    // bundled font lacks.
    std::u32string shape(std::string_view text) const {
        std::u32string seen;
        for (std::size_t at = 0; at < text.size();) {
            unsigned code_point = 0;
            const int bytes = ImTextCharFromUtf8(&code_point, text.data() + at, text.data() + text.size());
            at += static_cast<std::size_t>(std::max(bytes, 1));
            if (code_point == ' ' || code_point == '\n' || code_point == 0xA0) continue;
            seen += static_cast<char32_t>(known.count(code_point) != 0 ? code_point : fallback);
        }
        return seen;
    }
};

Painted painted() {
    Painted result;
    std::map<Place, unsigned> code_points;
    auto& bakeds = ImGui::GetIO().Fonts->Builder->BakedPool;
    for (int i = 0; i < bakeds.Size; ++i) {
        const ImFontBaked& baked = bakeds[i];
        for (const ImFontGlyph& glyph : baked.Glyphs) {
            if (!glyph.Visible) continue;
            code_points[{glyph.U0, glyph.V0, glyph.U1, glyph.V1}] = glyph.Codepoint;
            result.known.insert(glyph.Codepoint);
        }
        if (baked.FallbackGlyphIndex >= 0) result.fallback = baked.Glyphs[baked.FallbackGlyphIndex].Codepoint;
    }
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
        const ImVector<ImDrawVert>& all = list->VtxBuffer;
        for (int i = 0; i + 3 < all.Size; ++i) {
            const ImDrawVert &from = all[i], &to = all[i + 2];
            const auto found = code_points.find({from.uv.x, from.uv.y, to.uv.x, to.uv.y});
            if (found == code_points.end()) continue;
            result.glyphs.push_back({{(from.pos.x + to.pos.x) / 2, (from.pos.y + to.pos.y) / 2}, found->second});
            i += 3;
        }
    }
    return result;
}

// ---- What is not covered --------------------------------------------------------------------------------------------------------

std::string where(const ImRect& box) {
    return " at " + std::to_string(box.Min.x) + ", " + std::to_string(box.Min.y) + ", " +
           std::to_string(box.GetWidth()) + " x " + std::to_string(box.GetHeight());
}

struct Coverage {
    std::vector<std::string> faults;
    std::set<std::string> interactive;  // keys of items that somebody can use
};

Coverage coverage(const Watch& watch, const Tree& tree, float ratio) {
    Coverage result;
    const auto fault = [&](std::string what) { result.faults.push_back(std::move(what)); };
    const auto word = [](const Node& node) { return node.key.empty() ? std::string("?") : node.key; };
    std::map<ImGuiID, const Node*> nodes;
    for (const Node& node : tree.nodes) nodes[ImHashData(node.key.data(), node.key.size())] = &node;

    const Painted words = painted();
    std::vector<std::u32string> inside(watch.items.size());
    for (const Glyph& glyph : words.glyphs) {
        std::size_t at = 0;
        while (at < watch.items.size() && !watch.items[at].box.Contains(glyph.middle)) ++at;
        if (at < watch.items.size()) {
            inside[at] += static_cast<char32_t>(glyph.code_point);
        } else {
            fault("a letter outside of every item, " + std::to_string(glyph.code_point) + " at " +
                  std::to_string(glyph.middle.x) + ", " + std::to_string(glyph.middle.y));
        }
    }

    std::map<const Node*, int> items_of;
    for (std::size_t i = 0; i < watch.items.size(); ++i) {
        const Item& item = watch.items[i];
        const auto found = nodes.find(item.id);
        if (found == nodes.end()) {
            fault("no node for the item " + item.label + where(item.box));
            continue;
        }
        const Node& node = *found->second;
        ++items_of[&node];
        const Rect& at = node.bounds;
        const float off = std::max({std::fabs(item.box.Min.x / ratio - at.x), std::fabs(item.box.Min.y / ratio - at.y),
                                    std::fabs(item.box.Max.x / ratio - at.x - at.width),
                                    std::fabs(item.box.Max.y / ratio - at.y - at.height)});
        if (off > 1) fault(word(node) + " lies " + std::to_string(off) + " px beside its item" + where(item.box));
        // Painted only while it has the focus, over other words (tests/browser/language.test.mjs looks at it).
        if (node.has(Flag::skips)) continue;
        // What the writer wrote is painted by the DOM, which has it from the node.
        const bool ours = !node.has(Flag::writers_text) && !is_field(node);
        if (inside[i] != (ours ? words.shape(node.text) : std::u32string())) {
            fault(word(node) + " is painted with other words than " + node.text);
        }
        if (!is_interactive(node)) continue;
        result.interactive.insert(node.key);
        const std::u32string name = words.shape(scenes::accessible_name(tree, node));
        if (name.empty() || name.compare(0, inside[i].size(), inside[i]) != 0) {
            fault(word(node) +
                  " has a name that does not begin with its words: " + scenes::accessible_name(tree, node));
        }
    }
    for (const Node& node : tree.nodes) {
        const int count = items_of[&node];
        if (is_interactive(node) && count == 0) fault(word(node) + " is no item");
        if (count > 1) fault(word(node) + " is more than one item");
    }
    return result;
}

constexpr std::size_t least_items = 30;

// A page as the browser lays it out: the writer's words are left to the DOM.
void show(App& app, float width, float ratio) {
    app.view().width = width;
    app.view().ratio = ratio;
    app.view().paints_writers_text = false;
    // More than one frame, because letters move in the texture while it grows.
    scenes::draw(app);
}

std::string joined(const std::vector<std::string>& faults) {
    std::string all;
    for (const std::string& one : faults) all += one + "\n";
    return all;
}

}  // namespace

TEST_CASE("items: every item of every screen has a node with its bounds and its words, and no letter stands outside") {
    std::set<std::string> interactive;
    for (const scenes::Scene& scene : scenes::all()) {
        for (const auto& [width, ratio] : {std::pair{1280.0F, 1.0F}, std::pair{320.0F, 1.5F}}) {
            App app(nullptr);
            const Watch watch(ImGui::GetCurrentContext());
            scene.reach(app);
            show(app, width, ratio);
            const Coverage found = coverage(watch, app.tree(), ratio);
            INFO(scene.name << ", " << width << " wide");
            CHECK(joined(found.faults) == "");
            CHECK(found.interactive.size() >= 3);  // of the header
            interactive.insert(found.interactive.begin(), found.interactive.end());
        }
    }
    // As many as there are, or else it is the hook that is broken.
    INFO(interactive.size());
    CHECK(interactive.size() >= least_items);
}

TEST_CASE("items: what has no node, other bounds or other words is noticed") {
    App app(nullptr);
    Watch watch(ImGui::GetCurrentContext());
    scenes::reach(app, "drafts: three");
    const auto faults = [&](const Tree& tree) { return joined(coverage(watch, tree, 1).faults); };
    const auto holds = [](const std::string& all, const char* part) { return all.find(part) != std::string::npos; };
    show(app, 1280, 1);
    REQUIRE(faults(app.tree()) == "");
    REQUIRE(app.tree().find("new") != nullptr);
    CHECK(coverage(watch, app.tree(), 1).interactive.size() < least_items);

    // One of Dear ImGui's own widgets, and words drawn past everything.
    watch.more = [] {
        ImGui::SetCursorScreenPos({1180, 700});
        ImGui::Button("Vergeten");
    };
    show(app, 1280, 1);
    CHECK(holds(faults(app.tree()), "no node for the item Vergeten"));
    watch.more = [] { ImGui::GetWindowDrawList()->AddText({1180, 700}, IM_COL32_BLACK, "Los"); };
    show(app, 1280, 1);
    CHECK(holds(faults(app.tree()), "a letter outside of every item, 76"));
    watch.more = {};
    show(app, 1280, 1);
    REQUIRE(faults(app.tree()) == "");

    const auto changed = [&](const std::function<void(Node&)>& change) {
        Tree tree = app.tree();
        for (Node& node : tree.nodes) {
            if (node.key == "new") change(node);
        }
        return faults(tree);
    };
    CHECK(changed([](Node&) {}) == "");
    CHECK(holds(changed([](Node& node) { node.key = "other"; }), "no node for the item"));
    CHECK(holds(changed([](Node& node) { node.key = "other"; }), "other is no item"));
    CHECK(changed([](Node& node) { node.bounds.x += 0.9F; }) == "");
    CHECK(holds(changed([](Node& node) { node.bounds.x += 1.1F; }), "new lies "));
    CHECK(holds(changed([](Node& node) { node.bounds.height -= 1.6F; }), "new lies "));
    CHECK(holds(changed([](Node& node) { node.text += "en"; }), "new is painted with other words"));
    CHECK(holds(changed([](Node& node) { node.name = "Maak een " + node.text; }), "does not begin with its words"));
    CHECK(changed([](Node& node) { node.name = node.text + " maken"; }) == "");
}
