// Every screen in every state, headless: the names that people rely on, an order and a layout that hold at any width and
// size of text, and a frame that needs nothing from the one before it.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstring>
#include <map>
#include <set>

#include "imgui.h"
#include "scenes.h"
#include "screen/words.h"

using namespace semantics;
using scenes::act;
using scenes::draft_id;
using screen::App;

namespace {

bool is_field(const Node& node) {
    return node.role == Role::text_area || node.role == Role::text_line || node.role == Role::date;
}
bool is_interactive(const Node& node) {
    return is_field(node) || node.role == Role::button || node.role == Role::toggle || node.role == Role::link ||
           node.role == Role::file;
}

std::string box_of(const Node& node) {
    const Rect& at = node.bounds;
    return node.key + " (" + std::to_string(at.x) + ", " + std::to_string(at.y) + ", " + std::to_string(at.width) +
           " x " + std::to_string(at.height) + ")";
}

constexpr float slack = 0.02F;

bool overlap(const Rect& a, const Rect& b) {
    return a.x + a.width > b.x + slack && b.x + b.width > a.x + slack && a.y + a.height > b.y + slack &&
           b.y + b.height > a.y + slack;
}
bool holds(const Rect& outer, const Rect& inner) {
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
           inner.x + inner.width <= outer.x + outer.width + slack &&
           inner.y + inner.height <= outer.y + outer.height + slack;
}

// What is wrong with where things stand; empty when nothing. Children lie inside of their parent and siblings beside each
// other, so that no two nodes overlap but ancestor and descendant.
std::string layout_fault(const Tree& tree, float width) {
    std::map<std::size_t, std::vector<std::size_t>> children;
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const Node& node = tree.nodes[i];
        const Rect& at = node.bounds;
        if (!std::isfinite(at.x + at.y + at.width + at.height)) return box_of(node) + " has no place";
        if (node.has(Flag::hidden)) continue;
        if (at.width <= 0 || at.height <= 0) return box_of(node) + " has no size";
        if (!holds({0, 0, width, tree.height}, at)) return box_of(node) + " leaves the page";
        if (node.parent != no_parent && !holds(tree.nodes[node.parent].bounds, at)) {
            return box_of(node) + " leaves " + box_of(tree.nodes[node.parent]);
        }
        // It lies over the others, but only while it has the focus.
        if (!node.has(Flag::skips)) children[node.parent].push_back(i);
    }
    for (const auto& [parent, siblings] : children) {
        const bool is_row = parent != no_parent && tree.nodes[parent].has(Flag::row);
        for (std::size_t i = 0; i < siblings.size(); ++i) {
            const Node& one = tree.nodes[siblings[i]];
            for (std::size_t j = i + 1; j < siblings.size(); ++j) {
                const Node& other = tree.nodes[siblings[j]];
                if (overlap(one.bounds, other.bounds)) return box_of(one) + " overlaps " + box_of(other);
            }
            if (parent == no_parent || i + 1 == siblings.size()) continue;
            // The switch is reached first wherever it stands in its row.
            if (one.role == Role::toggle && is_row && i == 0) continue;
            const Node& next = tree.nodes[siblings[i + 1]];
            const bool below = next.bounds.y >= one.bounds.y + one.bounds.height - slack;
            const bool beside = is_row && next.bounds.x >= one.bounds.x + one.bounds.width - slack;
            if (!below && !beside) return box_of(next) + " is read after " + box_of(one) + " but stands before it";
        }
    }
    return {};
}

// Everything that is drawn lies on the page, too: text and frames, not only what the nodes say.
std::string drawing_fault(int width) {
    float left = 0, right = 0;
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
        for (const ImDrawVert& vertex : list->VtxBuffer) {
            left = std::min(left, vertex.pos.x);
            right = std::max(right, vertex.pos.x);
        }
    }
    if (left < -1) return "drawn left of the page: " + std::to_string(left);
    if (right > static_cast<float>(width) + 1) return "drawn right of the page: " + std::to_string(right);
    return {};
}

std::string drawing() {
    std::string all;
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
        const std::size_t vertices = static_cast<std::size_t>(list->VtxBuffer.size_in_bytes());
        const std::size_t indices = static_cast<std::size_t>(list->IdxBuffer.size_in_bytes());
        all.append(reinterpret_cast<const char*>(list->VtxBuffer.Data), vertices);
        all.append(reinterpret_cast<const char*>(list->IdxBuffer.Data), indices);
    }
    return all;
}

const state::Event& event_named(App& app, Role role, std::string_view name) {
    const Node* const node = scenes::find(app.tree(), role, name);
    INFO(name);
    REQUIRE(node != nullptr);
    const state::Event* const event = app.event_of(node->key);
    REQUIRE(event != nullptr);
    return *event;
}

// A button is used; the screen follows.
void press(App& app, std::string_view name) {
    act(app, state::Event(event_named(app, Role::button, name)));
    app.frame();
}

// Uses a control by its name, as somebody at the page would.
std::vector<state::Effect> use(App& app, Role role, std::string_view name) {
    const state::Event event = event_named(app, role, name);
    std::vector<state::Effect> effects = act(app, event);
    app.frame();
    return effects;
}

template <typename Effect>
const Effect* effect_of(const std::vector<state::Effect>& effects) {
    for (const state::Effect& effect : effects) {
        if (const auto* found = std::get_if<Effect>(&effect)) return found;
    }
    return nullptr;
}

}  // namespace

// ---- What holds for each of them ----------------------------------------------------------------------------------------

TEST_CASE("screens: a sound tree with one main heading and headings that skip no level") {
    for (const scenes::Scene& scene : scenes::all()) {
        INFO(scene.name);
        App app(nullptr);
        scene.reach(app);
        app.frame();
        const Tree& tree = app.tree();
        CHECK(first_fault(tree) == "");
        std::map<Role, int> count;
        int level = 0, main_headings = 0;
        for (const Node& node : tree.nodes) {
            INFO(node.key);
            ++count[node.role];
            if (node.role == Role::heading || (node.role == Role::label && node.level > 0)) {
                CHECK(node.level <= level + 1);
                CHECK(node.level > 0);
                level = node.level;
                main_headings += level == 1 ? 1 : 0;
            }
            // Keys are ids of elements, and lists of them are kept apart by spaces.
            CHECK(node.key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") ==
                  std::string::npos);
        }
        CHECK(main_headings == 1);
        CHECK(count[Role::main] == 1);
        CHECK(count[Role::banner] == 1);
        CHECK(count[Role::navigation] <= 1);
    }
}

TEST_CASE("screens: every control does something, and every link leads where it goes") {
    for (const scenes::Scene& scene : scenes::all()) {
        App app(nullptr);
        app.view().width = 1280;
        scene.reach(app);
        app.frame();
        const Tree& tree = app.tree();
        for (const Node& node : tree.nodes) {
            INFO(scene.name << ": " << node.key);
            // The chooser of a file is the browser's own: what it gives comes as FileRead.
            if (is_interactive(node) && node.role != Role::file) CHECK(app.event_of(node.key) != nullptr);
            if (!is_interactive(node)) CHECK(app.event_of(node.key) == nullptr);
            if (is_interactive(node))
                CHECK(scenes::accessible_name(tree, node).find_first_not_of(" \n\t") != std::string::npos);
            CHECK((node.role == Role::link) == !node.address.empty());
            if (node.role == Role::link) {
                const auto* go = std::get_if<state::GoTo>(app.event_of(node.key));
                REQUIRE(go != nullptr);
                CHECK(node.address == state::address(go->route));
            }
            if (node.role == Role::button && !node.target.empty()) CHECK(tree.find(node.target) != nullptr);
            if (node.has(Flag::unfolded)) {
                CHECK(node.has(Flag::folds));
                CHECK(tree.find(node.target) != nullptr);
            }
            // Its label names the field, and only this one.
            if (is_field(node)) {
                const Node* const label = tree.find(node.target);
                REQUIRE(label != nullptr);
                CHECK(label->role == Role::label);
                CHECK(label->target == node.key);
                CHECK(label->text.size() > 1);
                CHECK(node.language == "nl");
            }
        }
    }
}

TEST_CASE("screens: no two controls of one kind share a name") {
    for (const scenes::Scene& scene : scenes::all()) {
        INFO(scene.name);
        App app(nullptr);
        app.view().width = 1280;
        scene.reach(app);
        app.frame();
        std::set<std::pair<Role, std::string>> seen;
        for (const Node& node : app.tree().nodes) {
            if (!is_interactive(node)) continue;
            const std::string name = scenes::accessible_name(app.tree(), node);
            INFO(name);
            CHECK(seen.emplace(node.role, name).second);
        }
    }
}

TEST_CASE("screens: a key has one role on all of them") {
    std::map<std::string, Role> roles;
    for (const scenes::Scene& scene : scenes::all()) {
        for (const float width : {390.0F, 1280.0F}) {
            App app(nullptr);
            app.view().width = width;
            scene.reach(app);
            app.frame();
            for (const Node& node : app.tree().nodes) {
                const Role known = roles.emplace(node.key, node.role).first->second;
                INFO(scene.name << ": " << node.key << " is " << role_name(node.role) << ", and elsewhere "
                                << role_name(known));
                CHECK(known == node.role);
            }
        }
    }
}

TEST_CASE("screens: nothing overlaps, leaves the page or stands out of order, at any width and size of text") {
    for (const scenes::Scene& scene : scenes::all()) {
        App app(nullptr);
        scene.reach(app);
        for (const float unit : {4.0F, 16.0F}) {
            for (const float width : {320.0F, 390.0F, 768.0F, 1280.0F, 1920.0F}) {
                app.view().unit = unit;
                app.view().width = width;
                app.frame();
                INFO(scene.name << ", " << width << " wide, a unit is " << unit);
                CHECK(layout_fault(app.tree(), width) == "");
                CHECK(drawing_fault(app.picture_width()) == "");
            }
        }
    }
}

TEST_CASE("screens: nor at ratios of screens, in the dark, nor with text that the DOM paints and measures") {
    for (const scenes::Scene& scene : scenes::all()) {
        App app(nullptr);
        scene.reach(app);
        app.view().dark = true;
        app.view().width = 391;
        for (const float ratio : {1.25F, 1.5F, 3.0F}) {
            app.view().ratio = ratio;
            app.frame();
            INFO(scene.name << ", ratio " << ratio);
            CHECK(layout_fault(app.tree(), app.view().width) == "");
            CHECK(drawing_fault(app.picture_width()) == "");
        }
        app.view().paints_writers_text = false;
        app.frame();
        CHECK(layout_fault(app.tree(), app.view().width) == "");
        for (const Node& node : app.tree().nodes) {
            app.view().measured[node.key] = {node.bounds.width, node.bounds.height + 33.25F};
        }
        app.frame();
        INFO(scene.name << ", measured");
        CHECK(layout_fault(app.tree(), app.view().width) == "");
    }
}

TEST_CASE("screens: things to use are large enough to hit") {
    for (const scenes::Scene& scene : scenes::all()) {
        App app(nullptr);
        scene.reach(app);
        for (const float width : {320.0F, 1280.0F}) {
            app.view().width = width;
            app.frame();
            for (const Node& node : app.tree().nodes) {
                if (!is_interactive(node)) continue;
                INFO(scene.name << ": " << box_of(node));
                CHECK(node.bounds.width >= 24);
                CHECK(node.bounds.height >= 24);
            }
        }
    }
}

TEST_CASE("screens: a second frame is the same frame") {
    for (const scenes::Scene& scene : scenes::all()) {
        INFO(scene.name);
        App app(nullptr);
        app.view().width = 1280;
        scene.reach(app);
        app.frame();
        CHECK(app.delta() != "");
        const int height = static_cast<int>(std::min(app.tree().height, 1500.0F));
        const screen::Picture first = app.picture(0, height);
        app.frame();
        CHECK(app.delta() == "");
        // New glyphs may lie elsewhere in the texture by now, so the pixels are compared, and then the draw data.
        CHECK(app.picture(0, height).pixels == first.pixels);
        const std::string second = drawing();
        app.frame();
        CHECK(app.delta() == "");
        CHECK(drawing() == second);
    }
}

TEST_CASE("screens: frames stop") {
    for (const scenes::Scene& scene : scenes::all()) {
        INFO(scene.name);
        App app(nullptr);
        scene.reach(app);
        REQUIRE(app.frame_due());
        app.frame();
        CHECK_FALSE(app.frame_due());
        app.changed();
        REQUIRE(app.frame_due());
        app.frame();
        CHECK_FALSE(app.frame_due());
    }
}

TEST_CASE("screens: a frame tells nothing of the ones before it") {
    App used(nullptr);
    scenes::reach(used, "write: awkward");
    for (const float ratio : {1.0F, 2.0F, 1.5F}) {
        for (const bool dark : {true, false}) {
            used.view().ratio = ratio;
            used.view().dark = dark;
            used.view().width = 500 + 100 * ratio;
            used.view().unit = ratio > 1 ? 4.0F : 5.0F;
            scenes::draw(used);
        }
    }
    used.view().hovered = "check";
    scenes::draw(used);
    used.view().hovered.clear();
    scenes::draw(used);
    App fresh(nullptr);
    scenes::reach(fresh, "write: awkward");
    fresh.view() = used.view();
    fresh.frame();
    CHECK(describe(fresh.tree()) == describe(used.tree()));
    CHECK(fresh.picture(0, 1500).pixels == used.picture(0, 1500).pixels);
}

TEST_CASE("screens: pictures in tiles are the whole picture") {
    App app(nullptr);
    app.view().width = 390;
    scenes::reach(app, "write: full");
    scenes::draw(app);
    const screen::Picture whole = app.picture(0, 1200);
    std::vector<std::uint32_t> pixels;
    for (int top = 0; top < 1200; top += 400) {
        const screen::Picture& tile = app.picture(top, 400);
        pixels.insert(pixels.end(), tile.pixels.begin(), tile.pixels.end());
    }
    CHECK(pixels == whole.pixels);
}

TEST_CASE("screens: pointer and focus change how a control is painted, and nothing else") {
    App app(nullptr);
    app.view().width = 390;
    scenes::reach(app, "write: full");
    scenes::draw(app);
    const std::string tree = describe(app.tree()), before = drawing();
    for (const char* key : {"check", "fold.persons", "answer.persons", "home"}) {
        INFO(key);
        app.view().hovered = app.view().pressed = app.view().focused = key;
        scenes::draw(app);
        CHECK(describe(app.tree()) == tree);
        // The name of the app is a link that is known by its place.
        if (std::string_view(key) != "home") CHECK(drawing() != before);
        app.view().hovered = app.view().pressed = app.view().focused = "";
        scenes::draw(app);
        CHECK(drawing() == before);
    }
}

TEST_CASE("screens: the title names the screen and never what was written") {
    const std::map<std::string, std::string> titles{{"drafts", "Verslagen - Reisverslag"},
                                                    {"write", "Schrijven - Reisverslag"},
                                                    {"check", "Controleren - Reisverslag"},
                                                    {"import", "Importeren - Reisverslag"},
                                                    {"restore", "Reservekopie terugzetten - Reisverslag"},
                                                    {"trash", "Prullenbak - Reisverslag"},
                                                    {"versions", "Eerdere versies - Reisverslag"},
                                                    {"help", "Hulp - Reisverslag"},
                                                    {"privacy", "Privacy - Reisverslag"},
                                                    {"accessibility", "Toegankelijkheid: wat is getest - Reisverslag"},
                                                    {"device", "Op dit apparaat - Reisverslag"}};
    for (const scenes::Scene& scene : scenes::all()) {
        INFO(scene.name);
        App app(nullptr);
        scene.reach(app);
        app.frame();
        CHECK(app.tree().title == titles.at(scene.name.substr(0, scene.name.find(':'))));
    }
}

TEST_CASE("screens: the trash puts back, and removes for good only what was asked for twice") {
    App app(nullptr);
    scenes::reach(app, "trash: three");
    app.frame();
    const std::string name = "Werkbezoek Gent";
    use(app, Role::button, "Definitief verwijderen " + name);
    CHECK(app.state().trash.items->size() == 3);
    const std::vector<state::Effect> effects = use(app, Role::button, "Ja, verwijderen: " + name);
    const auto* const removal = effect_of<state::RemoveFromTrash>(effects);
    REQUIRE(removal != nullptr);
    CHECK(removal->draft == draft_id(1));

    CHECK(effect_of<state::WriteRecord>(use(app, Role::button, "Terugzetten " + name)) != nullptr);
    CHECK(app.state().trash.items->size() == 2);
    CHECK(state::find_entry(app.state(), draft_id(1)) != nullptr);
}

TEST_CASE("screens: an earlier version is compared question by question, put back, and that undone") {
    App app(nullptr);
    scenes::reach(app, "versions: three");
    app.frame();
    const std::string which = " Voor de wethouder, vandaag 13:02";
    use(app, Role::button, "Vergelijken" + which);
    std::vector<std::string> compared;
    for (const Node& node : app.tree().nodes) {
        if (node.runs.empty()) continue;
        compared.push_back(node.key.substr(node.key.rfind('.') + 1));
        CHECK(node.has(Flag::writers_text));
        CHECK(node.language.empty());  // the page is Dutch
        CHECK(node.marks == "verwijderd: \ntoegevoegd: \n einde \nnl");
        std::size_t units = 0, bytes = 0;
        for (const std::uint32_t length : node.runs) units += length;
        for (const char c : node.text) bytes += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        CHECK(units == bytes);  // no character here takes two units
    }
    CHECK(compared == std::vector<std::string>{"persons", "locations", "results", "place", "unplaced"});
    const Node* const persons =
        app.tree().find("compared.6.0a1b2c3d." +
                        std::to_string(drafts::time_order(state::iso_time({2026, 11, 23, 13, 2, 0, 60}))) + ".persons");
    REQUIRE(persons != nullptr);
    CHECK(persons->text.rfind("45 personen: de wethouder mobiliteit, een strateeg", 0) == 0);
    CHECK(std::vector<std::uint32_t>(persons->runs.begin(), persons->runs.begin() + 3) ==
          std::vector<std::uint32_t>{0, 1, 1});

    const model::Report before = state::find_entry(app.state(), draft_id(1))->draft.report;
    use(app, Role::button, "Terugzetten" + which);
    CHECK(state::find_entry(app.state(), draft_id(1))->draft.report.answers[5].empty());
    CHECK(app.tree().find("version.restored.text")->text == "De tekst van vandaag 13:02 staat er weer.");
    use(app, Role::button, "Ongedaan maken");
    CHECK(state::find_entry(app.state(), draft_id(1))->draft.report == before);
    CHECK(app.tree().find("version.restored.text") == nullptr);

    use(app, Role::button, "Verwijderen" + which);
    const std::vector<state::Effect> effects = use(app, Role::button, "Ja, verwijderen:" + which);
    const auto* const drop = effect_of<state::DropSnapshots>(effects);
    REQUIRE(drop != nullptr);
    REQUIRE(drop->keys.size() == 1);
    CHECK(drop->keys[0].rfind(draft_id(1) + " 6 0a1b2c3d ", 0) == 0);
}

TEST_CASE("screens: of much text that is the same a comparison has begin and end, and of white space signs") {
    model::Report before, after;
    const std::string same(30'000, 'x');
    before.answers[0] = "a b " + same + " einde";
    after.answers[0] = "a  b " + same + " eind";
    App app(nullptr);
    scenes::compare(app, before, after);
    const std::string* text = nullptr;
    for (const Node& node : app.tree().nodes) {
        if (!node.runs.empty()) text = &node.text;
    }
    REQUIRE(text != nullptr);
    CHECK(text->size() < 4'000);
    CHECK(text->find("\n…\n") != std::string::npos);
    CHECK(text->find("␣") != std::string::npos);
    CHECK(text->substr(text->size() - 9) == "eindeeind");
}

TEST_CASE("screens: who reads along is offered nothing that changes a draft among its earlier versions") {
    App app(nullptr);
    scenes::reach(app, "versions: written in another tab");
    app.frame();
    std::size_t compares = 0;
    for (const Node& node : app.tree().nodes) {
        if (node.role != Role::button) continue;
        compares += node.text == "Vergelijken";
        CHECK(node.text != "Terugzetten");
        CHECK(node.text != "Moment bewaren");
        CHECK(node.text != "Ongedaan maken");
    }
    CHECK(compares == 2);
}

TEST_CASE("screens: what the writer wrote is left to the DOM to paint") {
    for (const char* name : {"write: awkward", "check: awkward", "drafts: awkward names", "import: awkward",
                             "drafts: the only one deleted", "import: preview of JSON"}) {
        App app(nullptr);
        scenes::reach(app, name);
        app.frame();
        for (const Node& node : app.tree().nodes) {
            // Words that stand in no sentence of ours.
            for (const char* word :
                 {"Зустріч", "www", "xxx", "mmm", "Donau", "OOO", "seat", "losse zin", "Mobiliteit"}) {
                INFO(name << ": " << node.key);
                if (node.text.find(word) != std::string::npos) CHECK(node.has(Flag::writers_text));
            }
        }
    }
}

TEST_CASE("screens: the column keeps its margins, is never wider than it reads, and stands in the middle") {
    const screen::Sizes& sizes = screen::sizes;
    screen::View view;
    for (const float unit : {4.0F, 5.0F, 16.0F}) {
        view.unit = unit;
        for (view.width = 320; view.width < 2600; view.width += 7) {
            for (const bool outline : {false, true}) {
                INFO(view.width << " wide, a unit is " << unit);
                const screen::Columns at = screen::columns(view, outline);
                const float left = at.left, right = view.width - at.left - at.width;
                if (at.has_outline) CHECK(at.outline_left >= sizes.margin * unit);
                CHECK(left >= sizes.margin * unit);
                CHECK(right >= sizes.margin * unit);
                CHECK(std::fabs(left - right) < 2 * unit);  // whole units on the left
                CHECK(at.width <= sizes.column * unit);
                CHECK(at.has_outline == (outline && view.width >= sizes.wide_from * unit));
            }
        }
    }
}

// ---- Measured by the DOM --------------------------------------------------------------------------------------------------

TEST_CASE("screens: a field is as tall as the DOM found it, at the width where it was measured") {
    App app(nullptr);
    app.view().width = 390;
    app.view().paints_writers_text = false;
    scenes::reach(app, "write: full");
    app.frame();
    const Rect before = app.tree().find("answer.results")->bounds;
    const float after_it = app.tree().find("part.followup")->bounds.y;
    app.view().measured["answer.results"] = {before.width, before.height + 84};
    app.frame();
    CHECK(app.tree().find("answer.results")->bounds.height == before.height + 84);
    CHECK(app.tree().find("part.followup")->bounds.y == after_it + 84);
    app.view().width = 600;
    app.frame();
    CHECK(app.tree().find("answer.results")->bounds.height < before.height + 84);
}

// ---- Words and addresses that stay stable -----------------------------------------------------------------------------------

TEST_CASE("Verslagen: names of its controls") {
    App app(nullptr);
    scenes::reach(app, "drafts: three");
    app.frame();
    const Tree& tree = app.tree();
    CHECK(scenes::find(tree, Role::heading, "Verslagen") != nullptr);
    CHECK(scenes::find(tree, Role::button, "Nieuw verslag") != nullptr);
    CHECK(scenes::find(tree, Role::button, "Importeren") != nullptr);
    CHECK(scenes::find(tree, Role::button, "Verwijderen Werkbezoek Gent") != nullptr);
    CHECK(scenes::find(tree, Role::button, "Verwijderen Verslag van 20 november 2026") != nullptr);
    CHECK(scenes::find(tree, Role::button, "Toon meer") == nullptr);
    CHECK(scenes::find(tree, Role::button, "Ongedaan maken") == nullptr);
    const Node* const link = scenes::find(tree, Role::link, "Werkbezoek Gent");
    REQUIRE(link != nullptr);
    CHECK(link->address == "#/verslag/" + draft_id(1));
    CHECK(std::count_if(tree.nodes.begin(), tree.nodes.end(),
                        [](const Node& node) { return node.role == Role::item; }) == 3);
    CHECK(tree.find("facts." + draft_id(1))->text ==
          "7 van 7 beantwoord, gewijzigd vandaag 14:03. Bewaard in deze browser.");
    CHECK(tree.find("facts." + draft_id(2))->text ==
          "3 van 7 beantwoord, gewijzigd 20 nov 2026, 02:05. Bewaard in deze browser.");
}

TEST_CASE("Verslagen: without drafts one sentence and the two ways to begin") {
    App app(nullptr);
    scenes::reach(app, "drafts: none");
    app.frame();
    const Tree& tree = app.tree();
    CHECK(tree.find("empty")->text == screen::words::no_drafts);
    CHECK(scenes::find(tree, Role::list, "Verslagen") == nullptr);
    const auto effects = use(app, Role::button, "Nieuw verslag");
    REQUIRE(effect_of<state::SetAddress>(effects) != nullptr);
    CHECK(effect_of<state::MoveFocus>(effects)->key == "answer.persons");
    CHECK(app.tree().find("answer.persons") != nullptr);
}

TEST_CASE("Verslagen: the newest first, fifty at a time") {
    App app(nullptr);
    scenes::reach(app, "drafts: sixty");
    app.frame();
    const auto items = [&app] {
        return std::count_if(app.tree().nodes.begin(), app.tree().nodes.end(),
                             [](const Node& node) { return node.role == Role::item; });
    };
    CHECK(items() == 50);
    CHECK(app.tree().find("drafts.list") == nullptr);
    use(app, Role::button, "Toon meer");
    CHECK(items() == 60);
    CHECK(scenes::find(app.tree(), Role::button, "Toon meer") == nullptr);
}

TEST_CASE("Verslagen: deleted, and back again") {
    App app(nullptr);
    scenes::reach(app, "drafts: three");
    app.frame();
    use(app, Role::button, "Verwijderen Werkbezoek Gent");
    CHECK(scenes::find(app.tree(), Role::link, "Werkbezoek Gent") == nullptr);
    CHECK(app.tree().announcements.back().find("‘Werkbezoek Gent’ is verwijderd uit deze app.") == 0);
    use(app, Role::button, "Ongedaan maken");
    CHECK(scenes::find(app.tree(), Role::link, "Werkbezoek Gent") != nullptr);
    CHECK(scenes::find(app.tree(), Role::button, "Ongedaan maken") == nullptr);
}

TEST_CASE("Verslagen: what does not read is listed, can be downloaded and is not opened") {
    App app(nullptr);
    scenes::reach(app, "drafts: unreadable records");
    app.frame();
    const Tree& tree = app.tree();
    CHECK(scenes::find(tree, Role::heading, "Niet leesbaar") != nullptr);
    const auto effects =
        act(app, event_named(app, Role::button, "Download de ruwe gegevens: Onleesbaar verslag 2, 14 kB"));
    REQUIRE(effect_of<state::DownloadStoredValue>(effects) != nullptr);
    CHECK(effect_of<state::DownloadStoredValue>(effects)->file_name == "onleesbaar-verslag-2.txt");
}

TEST_CASE("Verslagen: a draft of a later version is shown, not offered for deletion") {
    App app(nullptr);
    scenes::reach(app, "drafts: one of a newer version");
    app.frame();
    CHECK(app.tree().find("facts." + draft_id(2))->text == screen::words::newer_version);
    CHECK(app.tree().find("delete." + draft_id(2)) == nullptr);
    CHECK(app.tree().find("delete." + draft_id(1)) != nullptr);
}

TEST_CASE("Verslagen: storage that is blocked is said on the page") {
    App app(nullptr);
    scenes::reach(app, "drafts: storage blocked");
    app.frame();
    REQUIRE(app.tree().find("blocked") != nullptr);
    CHECK(app.tree().find("blocked")->text == screen::words::storage_blocked);
}

TEST_CASE("Verslagen: offline ready is said at the end, and only when it is true") {
    App app(nullptr);
    scenes::reach(app, "drafts: three");
    app.frame();
    CHECK(app.tree().find("offline") == nullptr);
    const float before = app.tree().find("stays")->bounds.y;
    act(app, state::OfflineReady{true});
    app.frame();
    REQUIRE(app.tree().find("offline") != nullptr);
    CHECK(app.tree().find("offline")->text == "Offline klaar: deze pagina werkt ook zonder internet.");
    CHECK(app.tree().find("offline")->role == Role::status);
    CHECK(app.tree().find("stays")->bounds.y == before);
    act(app, state::OfflineReady{false});
    app.frame();
    CHECK(app.tree().find("offline") == nullptr);
}

TEST_CASE("a new version is offered on every screen, and moves nothing that is there already") {
    for (const char* name : {"drafts: three", "write: full", "check: full", "import: preview", "write: unknown draft",
                             "check: newer version"}) {
        INFO(name);
        App app(nullptr);
        scenes::reach(app, name);
        app.frame();
        std::map<std::string, Rect> before;
        for (const Node& node : app.tree().nodes) {
            if (node.role != Role::main) before[node.key] = node.bounds;
        }
        act(app, state::NewVersionReady{});
        app.frame();
        for (const auto& [key, at] : before) {
            INFO(key);
            REQUIRE(app.tree().find(key) != nullptr);
            CHECK(app.tree().find(key)->bounds.y == at.y);
        }
        CHECK(app.tree().find("new-version.text")->text == "Nieuwe versie klaar");
        CHECK(app.tree().announcements.back() == "Nieuwe versie klaar");
        CHECK(std::holds_alternative<state::TakeNewVersion>(event_named(app, Role::button, "Nieuwe versie gebruiken")));
    }
}

TEST_CASE("a new version stands at the top of the next screen, and below the fields where there are any") {
    for (const char* name : {"drafts: new version, come back to", "check: new version",
                             "write: unknown draft, new version", "drafts: new version refused"}) {
        INFO(name);
        App app(nullptr);
        scenes::reach(app, name);
        app.frame();
        CHECK(app.tree().find("new-version")->bounds.y < app.tree().find("screen")->bounds.y);
    }
    for (const char* name : {"write: new version", "write: new version refused", "import: new version refused"}) {
        INFO(name);
        App app(nullptr);
        scenes::reach(app, name);
        app.frame();
        for (const Node& node : app.tree().nodes) {
            if (is_field(node)) CHECK(node.bounds.y < app.tree().find("new-version")->bounds.y);
        }
    }
}

TEST_CASE("a new version that is not taken: why stands beside the offer") {
    App app(nullptr);
    scenes::reach(app, "write: new version refused");
    app.frame();
    REQUIRE(app.tree().find("new-version.refused") != nullptr);
    CHECK(app.tree().find("new-version.refused")->text.find("Niet alles is bewaard. Download eerst je verslag.") == 0);
    scenes::reach(app, "import: new version refused");
    app.frame();
    CHECK(app.tree().find("new-version.refused")->text.find("Bij Importeren staat tekst") == 0);
}

TEST_CASE("Schrijven: seven fields in order, named by their questions") {
    for (const char* name : {"write: new", "write: half", "write: full", "write: hints unfolded"}) {
        INFO(name);
        App app(nullptr);
        scenes::reach(app, name);
        app.frame();
        const Tree& tree = app.tree();
        std::vector<std::string> names;
        for (const Node& node : tree.nodes) {
            if (node.role == Role::text_area) names.push_back(scenes::accessible_name(tree, node));
        }
        CHECK(names == std::vector<std::string>{"Hoeveel personen hebben de reis gemaakt?", "Hoelang duurde de reis?",
                                                "Wat was het doel van de reis?", "Welke locaties zijn bezocht?",
                                                "Wie heb je ontmoet? (Benoem de functieomschrijving)",
                                                "Wat heeft de reis de gemeente opgeleverd?",
                                                "Zijn er vervolgafspraken? Zo ja, welke?"});
        CHECK(scenes::find(tree, Role::heading, "Verslag buitenlandse dienstreis") != nullptr);
        CHECK(scenes::find(tree, Role::group, "Reisgegevens (niet verplicht)") != nullptr);
        CHECK(scenes::find(tree, Role::button, "Reisgegevens (niet verplicht)") != nullptr);
        CHECK(scenes::find(tree, Role::button, "Controleren") != nullptr);
    }
}

TEST_CASE("Schrijven: values as they are in the report, to the byte") {
    App app(nullptr);
    scenes::reach(app, "write: awkward");
    app.frame();
    const state::DraftEntry& entry = app.state().drafts.front();
    for (std::size_t i = 0; i < model::question_count; ++i) {
        CHECK(app.tree().find(screen::answer_key(i))->value == entry.draft.report.answers[i]);
    }
    for (std::size_t i = 0; i < model::trip_detail_count; ++i) {
        CHECK(app.tree().find(screen::trip_key(i))->value == entry.draft.report.trip[i]);
    }
}

TEST_CASE("Schrijven: a hint unfolds, describes its field, and folds again") {
    App app(nullptr);
    scenes::reach(app, "write: new");
    app.frame();
    for (const model::Question& question : model::questions) {
        const std::string id(question.id);
        const std::string name = "Uitleg en voorbeeld: " + std::string(question.question);
        // Folded away it still describes the field, for who does not see it.
        CHECK(app.tree().find("hint." + id) == nullptr);
        CHECK(app.tree().find("answer." + id)->description == "hint." + id + ".text");
        CHECK(app.tree().find("hint." + id + ".text")->text == question.hint);
        CHECK(app.tree().find("hint." + id + ".text")->has(Flag::hidden));
        use(app, Role::button, name);
        REQUIRE(app.tree().find("hint." + id) != nullptr);
        CHECK(app.tree().find("answer." + id)->description == "hint." + id + ".text");
        CHECK(!app.tree().find("hint." + id + ".text")->has(Flag::hidden));
        CHECK(app.tree().find("hint." + id + ".text")->text == question.hint);
        CHECK(app.tree().find("hint." + id + ".example")->text == "Voorbeeld: " + std::string(question.example));
        CHECK(scenes::find(app.tree(), Role::button, name)->has(Flag::unfolded));
        use(app, Role::button, name);
        CHECK(app.tree().find("hint." + id) == nullptr);
        CHECK(app.tree().find("hint." + id + ".text")->has(Flag::hidden));
    }
}

TEST_CASE("Schrijven: trip details unfold into thirteen fields, three of them dates") {
    App app(nullptr);
    scenes::reach(app, "write: new");
    app.frame();
    CHECK(app.tree().find("trip.fields") == nullptr);
    use(app, Role::button, "Reisgegevens (niet verplicht)");
    for (std::size_t i = 0; i < model::trip_detail_count; ++i) {
        const model::TripDetail& detail = model::trip_details[i];
        INFO(detail.label);
        const bool is_date = detail.kind == model::TripDetail::Kind::date;
        const Node* const node = scenes::find(app.tree(), is_date ? Role::date : Role::text_line, detail.label);
        REQUIRE(node != nullptr);
        CHECK(node->key == screen::trip_key(i));
        const auto* edit = std::get_if<state::EditTripDetail>(app.event_of(node->key));
        REQUIRE(edit != nullptr);
        CHECK(edit->detail == i);
    }
}

TEST_CASE("Schrijven: typing reaches the report and is not sent back") {
    App app(nullptr);
    scenes::reach(app, "write: new");
    app.frame();
    app.delta();
    for (std::size_t i = 0; i < model::question_count; ++i) {
        const std::string key = screen::answer_key(i), text = "é € 中 😀\n" + key;
        const state::Event* const edit = app.edit_of(key, text);
        REQUIRE(edit != nullptr);
        act(app, *edit);
        app.frame();
        CHECK(app.tree().find(key)->value == text);
        CHECK(app.delta().find("\"value\"") == std::string::npos);
        CHECK(app.tree().find("state.progress")->text == screen::words::answered({}, i + 1));
        CHECK(app.tree().find("state.save")->text == "Bezig met bewaren");
    }
    CHECK(app.state().drafts.size() == 1);
    CHECK(app.edit_of("check", "geen veld") == nullptr);
    CHECK(app.edit_of("answer.nothing", "geen veld") == nullptr);
}

TEST_CASE("Schrijven: nothing that is kept moves a field while somebody writes") {
    App app(nullptr);
    scenes::reach(app, "write: new");
    app.frame();
    const float before = app.tree().find("answer.followup")->bounds.y;
    act(app, state::EditAnswer{app.state().route.draft, 0, "5"});
    app.frame();
    CHECK(app.tree().find("answer.followup")->bounds.y == before);
    const auto effects = act(app, state::FlushDue{});
    const auto* write = effect_of<state::WriteRecord>(effects);
    REQUIRE(write != nullptr);
    act(app, state::Stored{write->draft, write->revision, state::StorageTrouble::none});
    act(app, state::Paused{});
    app.frame();
    CHECK(app.tree().find("state.save")->text == "Bewaard in deze browser, 14:03");
    CHECK(app.tree().find("answer.followup")->bounds.y == before);
}

TEST_CASE("Schrijven: without storage it says so before anything is typed") {
    App app(nullptr);
    scenes::reach(app, "write: new, storage blocked");
    app.frame();
    CHECK(app.tree().find("state.save")->text == "Wordt niet bewaard");
    CHECK(app.tree().find("state.trouble")->text == screen::words::storage_blocked);
    act(app, state::EditAnswer{app.state().route.draft, 0, "5"});
    app.frame();
    CHECK(app.tree().find("state.save")->text == "Niet bewaard");
    CHECK(app.tree().find("state.trouble")->text == screen::words::storage_blocked);
}

TEST_CASE("Schrijven: not saved says so, why, and what to do") {
    for (const char* name : {"full", "blocked", "mismatch", "failed"}) {
        for (const char* screen : {"write", "check"}) {
            App app(nullptr);
            scenes::reach(app, std::string(screen) + ": not saved, " + name);
            app.frame();
            const Tree& tree = app.tree();
            INFO(name);
            CHECK(tree.find("state.save")->text == "Niet bewaard");
            CHECK(tree.find("state.save")->style == static_cast<std::uint8_t>(screen::TextStyle::alarm));
            REQUIRE(tree.find("state.trouble") != nullptr);
            CHECK(tree.find("state.trouble")->text.find("ownload") != std::string::npos);
        }
    }
}

TEST_CASE("Schrijven: the outline stands beside the column on wide screens only, and leads to its fields") {
    App app(nullptr);
    scenes::reach(app, "write: full");
    app.view().width = 1263;
    app.frame();
    CHECK(app.tree().find("outline") == nullptr);
    app.view().width = 1264;
    app.frame();
    const Node* const outline = scenes::find(app.tree(), Role::navigation, "Vragen");
    REQUIRE(outline != nullptr);
    CHECK(outline->has(Flag::wide_only));
    CHECK(outline->bounds.x + outline->bounds.width < app.tree().find("main")->bounds.x);
    for (std::size_t i = 0; i < model::question_count; ++i) {
        const auto effects = act(app, event_named(app, Role::link, model::questions[i].question));
        REQUIRE(effect_of<state::MoveFocus>(effects) != nullptr);
        CHECK(effect_of<state::MoveFocus>(effects)->key == screen::answer_key(i));
    }
    CHECK(app.state().route.screen == state::Screen::write);
}

TEST_CASE("Schrijven: an unplaced text goes to an answer by a button, and comes back by another") {
    App app(nullptr);
    scenes::reach(app, "write: ways for unplaced texts");
    app.frame();
    CHECK(app.tree().find("state.progress")->text == "3 van 7 beantwoord, 2 niet herkend");
    press(app, "Zet bij: Hoelang duurde de reis? (niet herkende tekst 1)");
    const model::Report& report = app.state().drafts.front().draft.report;
    CHECK(report.answers[1].ends_with("\n\nBijlage 2: deelnemers"));
    CHECK(report.unplaced.size() == 1);
    CHECK(app.tree().find("unplaced.change")->text == "De tekst staat nu bij ‘Hoelang duurde de reis?’.");
    CHECK(app.tree().find("answer.duration")->value == report.answers[1]);
    CHECK(scenes::find(app.tree(), Role::button, "Zet bij: Hoelang duurde de reis? (niet herkende tekst 1)") ==
          nullptr);
    press(app, "Ongedaan maken");
    CHECK(report.unplaced.size() == 2);
    press(app, "Verwijderen (niet herkende tekst 2)");
    CHECK(report.unplaced.size() == 1);
    CHECK(app.tree().find("unplaced.change")->text == "De tekst is verwijderd.");
}

TEST_CASE("Controleren: bullets and links without address have a button, and a way back") {
    App app(nullptr);
    scenes::reach(app, "check: untidy");
    app.frame();
    const std::string before = app.state().drafts.front().draft.report.answers[3];
    CHECK(app.tree().find("read.links.locations") != nullptr);
    press(app, "Opsomming netjes maken: Welke locaties zijn bezocht?");
    CHECK(app.tree().find("read.answer.locations")->text ==
          "Bezocht:\n- Het stadhuis\n- De werkplaats\n- [De fietsstraat](#)");
    CHECK(app.tree().find("tidy.locations") == nullptr);
    press(app, "Link weghalen, tekst houden: Welke locaties zijn bezocht?");
    CHECK(app.tree().find("read.links.locations") == nullptr);
    press(app, "Ongedaan maken: Welke locaties zijn bezocht?");
    CHECK(app.tree().find("read.links.locations") != nullptr);
    CHECK(app.tree().find("undo.change") == nullptr);
    CHECK(app.state().drafts.front().draft.report.answers[3] != before);  // one step
}

TEST_CASE("Importeren: several reports are looked at one by one, and taken over one or all") {
    App app(nullptr);
    scenes::reach(app, "import: two reports, first");
    app.frame();
    CHECK(app.tree().find("preview.heading")->text == "Verslag 1 van 2");
    press(app, "Verslag 2");
    CHECK(app.tree().find("preview.heading")->text == "Verslag 2 van 2");
    CHECK(app.tree().find("preview.outcome")->text == "3 van 7 vragen hebben een antwoord. Alle tekst heeft een plek.");
    CHECK(app.tree().find("preview.answer.purpose")->text == "Leren over w[U+00AD]armte⍽netten.");
    press(app, "Alles als één verslag");
    CHECK(app.tree().find("preview.heading")->text == "Dit wordt je verslag");
    press(app, "Alle 2 overnemen");
    REQUIRE(app.state().drafts.size() == 2);
    CHECK(app.state().drafts[0].draft.report == scenes::filled_report());
    CHECK(app.state().drafts[1].draft.report.answers[2] == "Leren over w\u00ADarmte\u00A0netten.");
    CHECK(app.state().drafts[0].draft.id != app.state().drafts[1].draft.id);
    CHECK(app.tree().find("screen")->text == "Verslagen");
}

TEST_CASE("a text that is not kept stays in sight while writing, and only then") {
    for (const auto& [scene, alarm] : {std::pair{"write: not saved, full", true}, std::pair{"write: saved", false},
                                       std::pair{"check: not saved, full", false}}) {
        App app(nullptr);
        scenes::reach(app, scene);
        app.frame();
        INFO(scene);
        CHECK(app.tree().alarm.empty() == !alarm);
    }
}

TEST_CASE("Schrijven: a draft that is not here, or of a later version, offers no fields") {
    for (const char* name :
         {"write: unknown draft", "write: newer version", "check: unknown draft", "check: newer version"}) {
        App app(nullptr);
        scenes::reach(app, name);
        app.frame();
        INFO(name);
        for (const Node& node : app.tree().nodes) CHECK_FALSE(is_field(node));
        CHECK(app.tree().find("screen")->text == (std::string_view(name).find("newer") == std::string_view::npos
                                                      ? screen::words::unknown_draft
                                                      : screen::words::newer_version));
    }
}

TEST_CASE("Controleren: the report as it reads, a way back to each answer, two downloads") {
    App app(nullptr);
    scenes::reach(app, "check: half");
    app.frame();
    const model::Report report = app.state().drafts.front().draft.report;
    for (std::size_t i = 0; i < model::question_count; ++i) {
        const std::string id(model::questions[i].id), question(model::questions[i].question);
        INFO(question);
        CHECK(scenes::find(app.tree(), Role::heading, question) != nullptr);
        const Node* const answer = app.tree().find("read.answer." + id);
        CHECK((answer != nullptr) == (i < 3));
        if (answer != nullptr) CHECK(answer->text == report.answers[i]);
        if (answer == nullptr) CHECK(app.tree().find("read.empty." + id)->text == "Niet ingevuld");
        const Node* const change = scenes::find(app.tree(), Role::link, "Wijzig " + question);
        REQUIRE(change != nullptr);
        CHECK(change->text == "Wijzig");
    }
    const auto text = act(app, event_named(app, Role::button, "Download als tekst"));
    REQUIRE(effect_of<state::Download>(text) != nullptr);
    CHECK(effect_of<state::Download>(text)->bytes.find("\n\nVERSLAG BUITENLANDSE DIENSTREIS\n\n") == 0);
    const auto json = act(app, event_named(app, Role::button, "Download als JSON"));
    REQUIRE(effect_of<state::Download>(json) != nullptr);
    CHECK(effect_of<state::Download>(json)->media_type == "application/json");
    CHECK(app.tree().find("downloads.leaves-out") == nullptr);

    const auto effects = use(app, Role::link, "Wijzig Welke locaties zijn bezocht?");
    REQUIRE(effect_of<state::MoveFocus>(effects) != nullptr);
    CHECK(effect_of<state::MoveFocus>(effects)->key == "answer.locations");
    CHECK(app.tree().find("answer.locations") != nullptr);
    use(app, Role::button, "Controleren");
    CHECK(app.tree().find("screen")->text == "Controleren");
    use(app, Role::button, "Terug naar schrijven");
    CHECK(app.tree().find("answer.persons") != nullptr);
}

TEST_CASE("Controleren: warns of what the text leaves out, and of a text that reads otherwise") {
    for (const scenes::Scene& scene : scenes::all()) {
        if (scene.name.rfind("check: ", 0) != 0) continue;
        INFO(scene.name);
        App app(nullptr);
        scene.reach(app);
        app.frame();
        if (scenes::find(app.tree(), Role::button, "Download als tekst") == nullptr) continue;
        const bool leaves_out = scene.name == "check: trip" || scene.name == "check: unplaced texts" ||
                                scene.name == "check: awkward" || scene.name == "check: written in another tab";
        CHECK((app.tree().find("downloads.leaves-out") != nullptr) == leaves_out);
        CHECK((app.tree().find("downloads.not-reversible") != nullptr) == (scene.name == "check: not reversible"));
    }
}

TEST_CASE("written in another tab: fields are read only, nothing changes the text, and there is a way to go on here") {
    for (const char* const scene :
         {"write: written in another tab", "check: written in another tab", "write: waits for the other tab"}) {
        INFO(scene);
        App app(nullptr);
        scenes::reach(app, scene);
        app.frame();
        CHECK(scenes::find(app.tree(), Role::button, "Hier verdergaan") != nullptr);
        for (const Node& node : app.tree().nodes) {
            const bool is_field =
                node.role == Role::text_area || node.role == Role::text_line || node.role == Role::date;
            if (is_field) CHECK((node.flags & semantics::read_only) != 0);
            for (const char* const change : {"tidy.", "unwrap.", "unplaced.remove.", "fold.move."}) {
                CHECK(node.key.rfind(change, 0) != 0);
            }
        }
    }
}

TEST_CASE("Importeren: paste, look, take over") {
    App app(nullptr);
    scenes::reach(app, "import: empty");
    app.frame();
    CHECK(scenes::find(app.tree(), Role::file, "Bestand kiezen") != nullptr);
    CHECK(scenes::find(app.tree(), Role::button, "Overnemen als nieuw verslag") == nullptr);
    const Node* const field = scenes::find(app.tree(), Role::text_area, "Plak hier de tekst van een verslag");
    REQUIRE(field != nullptr);
    const state::Event* const paste =
        app.edit_of(field->key, "HOELANG DUURDE DE REIS?\n\n3 dagen\n\nWAT WAS HET DOEL VAN DE REIS?\n\nLeren");
    REQUIRE(paste != nullptr);
    act(app, *paste);
    app.frame();
    CHECK(app.tree().find("preview.answer.duration")->text == "3 dagen");
    CHECK(app.tree().find("preview.empty.met")->text == "Niet ingevuld");
    CHECK(app.state().drafts.empty());
    use(app, Role::button, "Overnemen als nieuw verslag");
    REQUIRE(app.state().drafts.size() == 1);
    CHECK(app.tree().find("answer.duration")->value == "3 dagen");
    CHECK(app.tree().announcements.back() == "Overgenomen als nieuw verslag");
}

TEST_CASE("Importeren: what cannot be taken over says why in one place, and offers nothing to take over") {
    for (const scenes::Scene& scene : scenes::all()) {
        if (scene.name.rfind("import: ", 0) != 0) continue;
        INFO(scene.name);
        App app(nullptr);
        scene.reach(app);
        app.frame();
        const auto& input = app.state().import;
        const bool refused = input.file_trouble != state::ImportInput::FileTrouble::none ||
                             (input.preview && input.preview->problem != formats::ImportProblem::none);
        const bool ready = input.preview && input.preview->problem == formats::ImportProblem::none;
        CHECK((app.tree().find("import.trouble") != nullptr) == refused);
        CHECK((scenes::find(app.tree(), Role::button, "Overnemen als nieuw verslag") != nullptr) == ready);
        CHECK((scenes::find(app.tree(), Role::group, "Dit wordt je verslag") != nullptr) == ready);
        if (refused) CHECK(app.tree().announcements.back() == app.tree().find("import.trouble")->text);
    }
}

TEST_CASE("Importeren: text that belongs nowhere is shown, every bit of it") {
    App app(nullptr);
    scenes::reach(app, "import: preview with notices");
    app.frame();
    CHECK(scenes::find(app.tree(), Role::heading, "Niet herkend") != nullptr);
    CHECK(app.tree().find("unplaced.0")->text == "Beste collega, hierbij.");
    for (std::size_t i = 0; i < app.state().import.preview->as_one().notices.size(); ++i) {
        CHECK(app.tree().find("preview.notice." + std::to_string(i)) != nullptr);
    }
}

// ---- Room ------------------------------------------------------------------------------------------------------------------

TEST_CASE("room: Verslagen warns from 60 %, and says from 80 % that no new report fits") {
    const auto room_at = [](std::uint64_t percent) {
        App app(nullptr);
        scenes::reach(app, "drafts: three");
        act(app, state::RoomRead{{state::room_limit * percent / 100 + 1, 0}});
        app.frame();
        const Node* const node = app.tree().find("room");
        return node == nullptr ? std::string() : node->text;
    };
    CHECK(room_at(59).empty());
    CHECK(room_at(60) ==
          "De gewone opslag van deze browser is voor 60 % vol. Download wat je wilt houden en verwijder verslagen die "
          "je niet meer nodig hebt.");
    CHECK(room_at(79).find("Een nieuw verslag") == std::string::npos);
    CHECK(
        room_at(80) ==
        "De gewone opslag van deze browser is voor 80 % vol. Een nieuw verslag past er niet meer bij. Download wat je "
        "wilt houden en verwijder verslagen die je niet meer nodig hebt.");
}

TEST_CASE("room: Nieuw verslag says why it does not begin one, from the screen where that stands") {
    App app(nullptr);
    scenes::reach(app, "drafts: no room for a new one");
    app.frame();
    CHECK(app.tree().announcements.back() == screen::words::no_room);
    CHECK(app.tree().find("room") != nullptr);
    const auto effects = use(app, Role::button, "Nieuw verslag");
    CHECK(effect_of<state::SetAddress>(effects) == nullptr);
    CHECK(app.tree().announcements.back() == screen::words::no_room);
}

TEST_CASE("room: the preview of an import stands there, with why it cannot be taken over") {
    App app(nullptr);
    scenes::reach(app, "import: no room");
    app.frame();
    CHECK(app.tree().find("preview.room")->text.find("90 % vol. Een nieuw verslag past er niet") != std::string::npos);
    CHECK(app.tree().find("accept") != nullptr);
    CHECK(app.tree().announcements.back() == screen::words::no_room);
    act(app, state::RoomRead{{state::room_limit / 2, 0}});
    app.frame();
    CHECK(app.tree().find("preview.room") == nullptr);
    use(app, Role::button, "Overnemen als nieuw verslag");
    CHECK(app.state().route.screen == state::Screen::write);
}

TEST_CASE("a report that is too long for localStorage: the writer reads where it is") {
    for (const char* scene : {"write: too long for localStorage", "check: too long for localStorage"}) {
        App app(nullptr);
        scenes::reach(app, scene);
        app.frame();
        const Node* const trouble = app.tree().find("state.trouble");
        REQUIRE(trouble != nullptr);
        CHECK(trouble->text ==
              "Dit verslag is te lang voor de gewone opslag van deze browser. Je tekst staat alleen in de "
              "veiligheidskopie. Download hem af en toe.");
        CHECK(app.tree().find("state.save")->text.rfind("Bewaard op dit apparaat", 0) == 0);
    }
}

// ---- Op dit apparaat ------------------------------------------------------------------------------------------------------

namespace {

std::vector<std::string> texts_under(const App& app, const std::string& key) {
    std::vector<std::string> all;
    for (const Node& node : app.tree().nodes) {
        if (node.key.rfind(key + '.', 0) == 0 && node.role == Role::text) all.push_back(node.text);
    }
    return all;
}

}  // namespace

TEST_CASE("Op dit apparaat: what is stored and how safe it is, nothing that is not known") {
    App app(nullptr);
    scenes::reach(app, "device: as good as it gets");
    app.frame();
    CHECK(texts_under(app, "stored") ==
          std::vector<std::string>{"3 verslagen", "Gewone opslag: 3 % is in gebruik, ongeveer 5 MB is nog vrij.",
                                   "Alles samen, ook de veiligheidskopie en de pagina zelf: ongeveer 1 MB van 60 GB."});
    CHECK(texts_under(app, "safe") ==
          std::vector<std::string>{
              "Gewone opslag: 3 van 3 verslagen.",
              "Veiligheidskopie: 3 van 3 verslagen. Die blijven staan als je browser of je computer ineens stopt.",
              "Blijvend: ja. De browser ruimt je verslagen niet op als er weinig ruimte is. Zelf wissen kan wel.",
              "Laatste reservekopie: vandaag 14:03.", "Offline klaar: deze pagina werkt ook zonder internet.",
              "Versie van deze pagina: v-0123456789ab."});
    act(app, state::RoomRead{{1, 0}});
    app.frame();
    CHECK(texts_under(app, "stored")[1] == "Gewone opslag: minder dan 1 % is in gebruik, ongeveer 5 MB is nog vrij.");
    act(app, state::RoomRead{{state::room_limit + 5, 0}});
    app.frame();
    CHECK(texts_under(app, "stored")[1] == "Gewone opslag: 100 % is in gebruik, ongeveer 0 bytes is nog vrij.");

    App other(nullptr);
    scenes::reach(other, "device: unreadable, others, not lasting");
    other.frame();
    const auto stored = texts_under(other, "stored");
    CHECK(stored[0] == "2 verslagen");
    CHECK(stored[1] == "1 onleesbaar verslag. Bij Verslagen kun je de ruwe gegevens downloaden.");
    CHECK(stored[2] ==
          "Gewone opslag: 50 % is in gebruik, ongeveer 3 MB is nog vrij. Daarvan is 33 % van andere pagina’s van deze "
          "website.");
    const auto safe = texts_under(other, "safe");
    CHECK(safe[1].rfind("Veiligheidskopie: nee.", 0) == 0);
    CHECK(safe[2].rfind("Blijvend: nee. Het is gevraagd,", 0) == 0);
    CHECK(safe[3] == "Laatste reservekopie: nog geen.");

    App unread(nullptr);
    scenes::reach(unread, "device: not read yet");
    unread.frame();
    CHECK(texts_under(unread, "safe").size() == 4);
}

TEST_CASE("Op dit apparaat: wiping takes two steps, and there is a way back") {
    App app(nullptr);
    scenes::reach(app, "device: unreadable, others, not lasting");
    app.frame();
    CHECK(scenes::find(app.tree(), Role::button, "Ja, alles wissen") == nullptr);
    auto effects = use(app, Role::button, "Alles wissen op dit apparaat");
    REQUIRE(effect_of<state::MoveFocus>(effects) != nullptr);
    CHECK(effect_of<state::MoveFocus>(effects)->key == "wipe.no");
    CHECK(app.tree().find("wipe") == nullptr);
    const Node* const what = app.tree().find("wipe.what");
    REQUIRE(what != nullptr);
    CHECK(
        what->text ==
        "Dit gaat weg: 2 verslagen, 1 onleesbaar verslag, de prullenbak, eerdere versies en je voorkeuren. Je kunt het "
        "niet ongedaan maken. Download eerst wat je wilt houden.");
    for (const char* key : {"wipe.no", "wipe.yes"}) CHECK(app.tree().find(key)->description == "wipe.what");
    effects = use(app, Role::button, "Niet wissen");
    CHECK(effect_of<state::MoveFocus>(effects)->key == "wipe");
    CHECK(app.tree().find("wipe.yes") == nullptr);
    use(app, Role::button, "Alles wissen op dit apparaat");
    effects = use(app, Role::button, "Ja, alles wissen");
    CHECK(effect_of<state::WipeDevice>(effects) != nullptr);
    CHECK(app.tree().find("wipe.running") != nullptr);
    act(app, state::Wiped{});
    app.frame();
    CHECK(app.tree().find("wiped")->text == screen::words::all_wiped);
    CHECK(app.tree().announcements.back() == screen::words::all_wiped);
    CHECK(app.tree().find("drafts") == nullptr);
    CHECK(scenes::find(app.tree(), Role::heading, "Niet leesbaar") == nullptr);
}

TEST_CASE("Op dit apparaat: what could not be wiped is named") {
    App app(nullptr);
    scenes::reach(app, "drafts: wiped, nothing");
    app.frame();
    CHECK(app.tree().find("wiped") == nullptr);
    CHECK(app.tree().find("wiped.0")->text.rfind("Niet gewist: de gewone opslag.", 0) == 0);
    CHECK(app.tree().find("wiped.1")->text.rfind("Niet gewist: de veiligheidskopie. Sluit andere tabbladen", 0) == 0);
    CHECK(app.tree().announcements.back().rfind("Niet alles is gewist.", 0) == 0);
}
