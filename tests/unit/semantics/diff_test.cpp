// Deltas, applied to a model of the DOM as the reconciler does it: after each one the model equals the tree, and a field
// that the writer types in hears nothing of it. Trees, edits and typing are made up, the same ones on every machine.
#include "semantics/diff.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "../formats/generate.h"

using namespace semantics;
using Json = nlohmann::json;

namespace {

bool is_field(Role role) { return role == Role::text_area || role == Role::text_line || role == Role::date; }
bool is_container(Role role) { return role <= Role::item; }

struct Element {
    Json properties;  // as in "set", without the value
    std::optional<std::string> value;
    std::array<double, 4> at{};
    std::vector<std::string> children;
    bool operator==(const Element&) const = default;
};

// A tenth of a thousandth: what three decimals may lose, with a float's own steps at the height of a long page.
bool is_near(double a, double b) { return std::fabs(a - b) <= 0.00051 + std::fabs(b) * 1e-6; }

struct Dom {
    std::map<std::string, Element> elements;
    std::vector<std::string> children;
    std::string title;
    double height = 0;
    std::vector<std::string> said;

    // What a delta breaks of the format's promises; empty when nothing.
    std::string apply(const std::string& text) {
        const Json delta = Json::parse(text, nullptr, false);
        if (!delta.is_object() || delta.empty()) return "no object with content";
        for (const auto& [name, content] : delta.items()) {
            static const std::set<std::string> known{"set", "at", "children", "gone", "title", "height", "say"};
            if (known.count(name) == 0) return "an unknown member " + name;
            if (content.is_array() && content.empty()) return "an empty " + name;
        }
        for (const Json& node : delta.value("set", Json::array())) {
            const std::string key = node["key"].get<std::string>();
            const bool is_new = elements.count(key) == 0;
            Element& element = elements[key];
            if (!is_new && element.properties["role"] != node["role"]) return key + " changes its role";
            Json properties = node;
            properties.erase("value");
            element.properties = properties;
            if (node.contains("value")) element.value = node["value"].get<std::string>();
        }
        const Json at = delta.value("at", Json::array());
        if (at.size() % 5 != 0) return "at is cut short";
        for (std::size_t i = 0; i < at.size(); i += 5) {
            const auto found = elements.find(at[i].get<std::string>());
            if (found == elements.end()) return "at an unknown key";
            for (std::size_t n = 0; n < 4; ++n) found->second.at[n] = at[i + 1 + n].get<double>();
        }
        const Json lists = delta.value("children", Json::array());
        if (lists.size() % 2 != 0) return "children is cut short";
        for (std::size_t i = 0; i < lists.size(); i += 2) {
            const std::string parent = lists[i].get<std::string>();
            if (!parent.empty() && elements.count(parent) == 0) return "children of an unknown key";
            auto& own = parent.empty() ? children : elements[parent].children;
            own.clear();
            for (const Json& child : lists[i + 1]) {
                own.push_back(child.get<std::string>());
                if (elements.count(own.back()) == 0) return "an unknown child";
            }
        }
        for (const Json& key : delta.value("gone", Json::array())) {
            if (elements.erase(key.get<std::string>()) == 0) return "gone, and never there";
        }
        title = delta.value("title", title);
        height = delta.value("height", height);
        for (const Json& words : delta.value("say", Json::array())) said.push_back(words.get<std::string>());
        return {};
    }
};

// What the reconciler is to be told of a node, from the node itself.
Json properties_of(const Node& node) {
    Json all{{"key", node.key}, {"role", role_name(node.role)}};
    const auto number = [&all](const char* name, unsigned value) {
        if (value != 0) all[name] = value;
    };
    const auto text = [&all](const char* name, const std::string& value) {
        if (!value.empty()) all[name] = value;
    };
    number("level", node.level);
    number("flags", node.flags);
    number("style", node.style);
    number("gap", node.gap);
    number("lines", node.lines);
    text("text", node.text);
    text("name", node.name);
    text("target", node.target);
    text("description", node.description);
    text("address", node.address);
    text("language", node.language);
    text("marks", node.marks);
    if (!node.runs.empty()) all["runs"] = node.runs;
    return all;
}

// In what the DOM differs from the tree; empty when in nothing.
std::string difference(const Dom& dom, const Tree& tree) {
    if (dom.elements.size() != tree.nodes.size()) return "another number of elements";
    if (dom.title != tree.title) return "another title";
    if (!is_near(dom.height, static_cast<double>(tree.height))) return "another height";
    std::map<std::string, std::vector<std::string>> children;
    for (const Node& node : tree.nodes) {
        children[node.parent == no_parent ? "" : tree.nodes[node.parent].key].push_back(node.key);
    }
    if (dom.children != children[""]) return "other children of the page";
    for (const Node& node : tree.nodes) {
        const auto found = dom.elements.find(node.key);
        if (found == dom.elements.end()) return node.key + " is missing";
        const Element& element = found->second;
        if (element.properties != properties_of(node)) return node.key + " has other properties";
        if (is_field(node.role) ? element.value != node.value : element.value.has_value()) {
            return node.key + " has another value";
        }
        if (element.children != children[node.key]) return node.key + " has other children";
        const Rect outer = node.parent == no_parent ? Rect{} : tree.nodes[node.parent].bounds;
        const std::array<float, 4> at{node.bounds.x - outer.x, node.bounds.y - outer.y, node.bounds.width,
                                      node.bounds.height};
        for (std::size_t i = 0; i < 4; ++i) {
            if (!is_near(element.at[i], static_cast<double>(at[i]))) return node.key + " stands elsewhere";
        }
    }
    return {};
}

// ---- Made-up trees --------------------------------------------------------------------------------------------------

constexpr std::size_t key_count = 24;
// A key has one role for life.
Role role_of(std::size_t key) { return static_cast<Role>(key % role_count); }
std::string name_of(std::size_t key) { return "key." + std::to_string(key); }

std::string some_text(Random& random) { return random.one_in(3) ? std::string() : text_line(random); }
float some_length(Random& random) {
    return static_cast<float>(random.below(400'000)) / 64.0F - (random.one_in(4) ? 900.0F : 0.0F);
}

void change(Random& random, Node& node) {
    switch (random.below(13)) {
        case 0:
            node.level = static_cast<std::uint8_t>(random.below(7));
            break;
        case 1:
            node.flags = static_cast<std::uint16_t>(random.below(1 << 13));
            break;
        case 2:
            node.style = static_cast<std::uint8_t>(random.below(12));
            break;
        case 3:
            node.gap = static_cast<std::uint8_t>(random.below(17));
            break;
        case 4:
            node.lines = static_cast<std::uint8_t>(random.below(9));
            break;
        case 5:
            node.text = some_text(random);
            break;
        case 6:
            node.name = some_text(random);
            break;
        case 7:
            node.target = some_text(random);
            break;
        case 8:
            node.description = some_text(random);
            break;
        case 9:
            node.address = some_text(random);
            break;
        case 10:
            node.language = random.one_in(2) ? "nl" : "";
            break;
        case 11:
            node.bounds.x = some_length(random);
            node.bounds.height = some_length(random);
            break;
        default:
            if (is_field(node.role)) node.value = random_answer(random);
            break;
    }
}

// Some of the keys in some order, under some of the containers before them.
Tree some_tree(Random& random, const Tree& last) {
    std::vector<std::size_t> keys;
    for (std::size_t key = 0; key < key_count; ++key) {
        if (!random.one_in(6)) keys.push_back(key);
    }
    if (random.one_in(3)) {
        for (std::size_t i = keys.size(); i > 1; --i) std::swap(keys[i - 1], keys[random.below(i)]);
    }
    Tree tree;
    tree.title = random.one_in(4) ? some_text(random) : last.title;
    tree.height = random.one_in(3) ? some_length(random) : last.height;
    std::vector<std::size_t> containers;
    for (const std::size_t key : keys) {
        const Node* const before = last.find(name_of(key));
        Node node = before == nullptr ? Node{} : *before;
        node.key = name_of(key);
        node.role = role_of(key);
        node.parent = no_parent;
        if (!containers.empty() && !random.one_in(5)) node.parent = containers[random.below(containers.size())];
        while (random.one_in(3)) change(random, node);
        if (is_container(node.role)) containers.push_back(tree.nodes.size());
        tree.nodes.push_back(std::move(node));
    }
    return tree;
}

// The same tree with a few nodes changed in place: the usual case.
Tree touched(Random& random, const Tree& last) {
    Tree tree = last;
    for (Node& node : tree.nodes) {
        if (random.one_in(8)) change(random, node);
    }
    return tree;
}

Tree one_field(std::string value) {
    Tree tree;
    Node label, field;
    label.key = "label";
    label.role = Role::label;
    label.text = "Hoelang duurde de reis?";
    label.target = "field";
    label.parent = field.parent = no_parent;
    field.key = "field";
    field.role = Role::text_area;
    field.target = "label";
    field.value = std::move(value);
    tree.nodes = {label, field};
    tree.title = "Schrijven";
    return tree;
}

}  // namespace

TEST_CASE("delta: random edits, applied to a model of the DOM, give the tree") {
    Random random(20261123);
    for (int page = 0; page < 40; ++page) {
        Differ differ;
        Dom dom;
        Tree tree;
        for (int step = 0; step < 60; ++step) {
            Tree next = random.one_in(4) ? some_tree(random, tree) : touched(random, tree);
            if (random.one_in(5)) {
                next.announcements = {some_text(random), some_text(random)};
                next.announcement_serial = tree.announcement_serial + 1;
            } else {
                next.announcements = tree.announcements;
                next.announcement_serial = tree.announcement_serial;
            }
            // The writer types into a field; mostly the application takes it over, sometimes it makes something else of it.
            std::string typed_in;
            for (Node& node : next.nodes) {
                const auto element = dom.elements.find(node.key);
                if (!is_field(node.role) || element == dom.elements.end() || !random.one_in(4)) continue;
                element->second.value = random_answer(random);
                differ.dom_holds(node.key, *element->second.value);
                if (random.one_in(4)) continue;
                node.value = *element->second.value;
                typed_in = node.key;
                break;
            }
            const std::size_t said = dom.said.size();
            const std::string delta = differ.delta(next);
            INFO("page " << page << ", step " << step << "\n" << delta);
            if (!delta.empty()) REQUIRE(dom.apply(delta) == "");
            REQUIRE(difference(dom, next) == "");
            if (!typed_in.empty() && !delta.empty()) {
                const Json parsed = Json::parse(delta, nullptr, false);
                for (const Json& node : parsed.value("set", Json::array())) {
                    if (node["key"] == typed_in) REQUIRE_FALSE(node.contains("value"));
                }
            }
            std::vector<std::string> told;
            if (next.announcement_serial != tree.announcement_serial) {
                std::copy_if(next.announcements.begin(), next.announcements.end(), std::back_inserter(told),
                             [](const std::string& words) { return !words.empty(); });
            }
            REQUIRE(std::vector<std::string>(dom.said.begin() + static_cast<std::ptrdiff_t>(said), dom.said.end()) ==
                    told);

            REQUIRE(differ.delta(next).empty());
            Dom fresh;
            const std::string whole = describe(next);
            if (!whole.empty()) REQUIRE(fresh.apply(whole) == "");
            REQUIRE(difference(fresh, next) == "");
            tree = std::move(next);
        }
    }
}

TEST_CASE("delta: an unchanged tree is no delta, also an empty one") {
    Differ differ;
    differ.delta(Tree{});
    CHECK(differ.delta(Tree{}) == "");
    const Tree tree = one_field("2 dagen");
    CHECK(differ.delta(tree) != "");
    CHECK(differ.delta(tree) == "");
}

TEST_CASE("delta: what was typed is not sent back to its field") {
    Differ differ;
    differ.delta(one_field(""));
    for (const char* text : {"2", "2 d", "2 dagen\nen 1 nacht", "é 中 😀", ""}) {
        differ.dom_holds("field", text);
        CHECK(differ.delta(one_field(text)) == "");
    }
}

TEST_CASE("delta: a text that the application changed or refused is sent") {
    Differ differ;
    differ.delta(one_field("oud"));
    differ.dom_holds("field", "r\r\ng");
    const Json made = Json::parse(differ.delta(one_field("r\ng")), nullptr, false);
    REQUIRE(made["set"].size() == 1);
    CHECK(made["set"][0]["value"] == "r\ng");

    differ.dom_holds("field", "geweigerd");
    const Json refused = Json::parse(differ.delta(one_field("r\ng")), nullptr, false);
    REQUIRE(refused["set"].size() == 1);
    CHECK(refused["set"][0]["value"] == "r\ng");
    CHECK(differ.delta(one_field("r\ng")) == "");
}

TEST_CASE("delta: another property of a field leaves its value alone") {
    Differ differ;
    differ.delta(one_field(""));
    differ.dom_holds("field", "getypt");
    Tree tree = one_field("getypt");
    tree.nodes[1].lines = 5;
    const Json delta = Json::parse(differ.delta(tree), nullptr, false);
    REQUIRE(delta["set"].size() == 1);
    CHECK_FALSE(delta["set"][0].contains("value"));
    CHECK(delta["set"][0]["lines"] == 5);
}

TEST_CASE("delta: a field that was gone comes back with its value") {
    Differ differ;
    differ.delta(one_field("tekst"));
    differ.dom_holds("field", "tekst");
    differ.delta(Tree{});
    differ.dom_holds("field", "tekst");  // a late word of a field that is gone
    const Json delta = Json::parse(differ.delta(one_field("tekst")), nullptr, false);
    REQUIRE(delta["set"].size() == 2);
    CHECK(delta["set"][1]["value"] == "tekst");
}

TEST_CASE("delta: a container that moves takes its content along without a word") {
    Tree tree;
    Node box, text;
    box.key = "box";
    box.role = Role::box;
    box.parent = no_parent;
    box.bounds = {16, 40, 358, 28};
    text.key = "text";
    text.parent = 0;
    text.text = "Bewaard";
    text.bounds = {16, 40, 358, 28};
    tree.nodes = {box, text};
    Differ differ;
    differ.delta(tree);
    for (Node& node : tree.nodes) node.bounds.y += 28;
    CHECK(differ.delta(tree) == R"({"at":["box",16,68,358,28]})");
}

TEST_CASE(
    "delta: each announcement is said once, one after the other, again with the next serial, and never when empty") {
    Differ differ;
    Tree tree = one_field("");
    differ.delta(tree);
    tree.announcements = {"Bewaard in deze browser", "", "Nieuwe versie klaar"};
    tree.announcement_serial = 3;
    const std::string both = R"({"say":["Bewaard in deze browser","Nieuwe versie klaar"]})";
    CHECK(differ.delta(tree) == both);
    CHECK(differ.delta(tree) == "");
    tree.announcement_serial = 6;
    CHECK(differ.delta(tree) == both);
    tree.announcements.clear();
    tree.announcement_serial = 7;
    CHECK(differ.delta(tree) == "");
}

TEST_CASE("delta: lengths in three decimals, as short as they go") {
    const auto height = [](float value) {
        Tree tree;
        tree.height = value;
        Differ differ;
        differ.delta(Tree{});
        return differ.delta(tree);
    };
    CHECK(height(900) == R"({"height":900})");
    CHECK(height(0.5F) == R"({"height":0.5})");
    CHECK(height(-1.25F) == R"({"height":-1.25})");
    CHECK(height(0.0004F) == R"({"height":0})");
    CHECK(height(-0.0004F) == R"({"height":0})");
    CHECK(height(12.0625F) == R"({"height":12.063})");
    CHECK(height(19.9996F) == R"({"height":20})");
    // A text of a million lines is taller than 2^31 thousandths.
    CHECK(height(4'000'000) == R"({"height":4000000})");
}

TEST_CASE("delta: every character survives the JSON") {
    for (const std::string text : {"\"aanhaling\" en \\ streep", "tab\tregel\nNUL-vrij \x01\x1F\x7F", "é € 中 😀 \u2028",
                                   "</script><!--", "\u200B\u202E\u00AD"}) {
        const Json delta = Json::parse(describe(one_field(text)), nullptr, false);
        REQUIRE(delta.is_object());
        CHECK(delta["set"][1]["value"] == text);
    }
}
