// The rules that every tree keeps: each is broken once, and nothing else is called a fault.
#include "semantics/node.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

using namespace semantics;

namespace {

Node node(std::string key, Role role, std::string text = {}, std::size_t parent = no_parent) {
    Node made;
    made.key = std::move(key);
    made.role = role;
    made.text = std::move(text);
    made.parent = parent;
    return made;
}

Node field(std::string key, std::string label, std::size_t parent = no_parent) {
    Node made = node(std::move(key), Role::text_area, {}, parent);
    made.target = std::move(label);
    return made;
}

// A label, its field and the help that describes it.
Tree sound() {
    Tree tree;
    tree.nodes = {node("main", Role::main), node("question", Role::label, "Hoelang duurde de reis?", 0),
                  field("answer", "question", 0), node("hint", Role::text, "Noem dagen en nachten.", 0),
                  node("check", Role::button, "Controleren", 0)};
    tree.nodes[1].target = "answer";
    tree.nodes[2].description = "hint";
    return tree;
}

std::string fault_of(const Node& one) {
    Tree tree;
    tree.nodes = {one};
    return first_fault(tree);
}

}  // namespace

TEST_CASE("role_name: a word of its own for every role") {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < role_count; ++i) names.insert(role_name(static_cast<Role>(i)));
    CHECK(names.size() == role_count);
    CHECK(names.count("") == 0);
    CHECK(role_name(Role::banner) == "banner");
    CHECK(role_name(Role::text_area) == "text_area");
    CHECK(role_name(Role::file) == "file");
}

TEST_CASE("first_fault: nothing in a sound tree, nor in an empty one") {
    CHECK(first_fault(Tree{}) == "");
    CHECK(first_fault(sound()) == "");
}

TEST_CASE("first_fault: keys stand there, once, after their parent") {
    Tree tree = sound();
    tree.nodes[3].key.clear();
    CHECK(first_fault(tree) != "");

    tree = sound();
    tree.nodes[4].key = "hint";
    CHECK(first_fault(tree) == "the key hint stands twice");

    tree = sound();
    tree.nodes[1].parent = 4;
    CHECK(first_fault(tree) == "question stands before its parent");
    tree.nodes[1].parent = 1;
    CHECK(first_fault(tree) == "question stands before its parent");
}

TEST_CASE("first_fault: a field without a label that is there") {
    Tree tree = sound();
    for (const Role role : {Role::text_area, Role::text_line, Role::date}) {
        tree.nodes[2].role = role;
        tree.nodes[2].target = "question";
        CHECK(first_fault(tree) == "");
        tree.nodes[2].target.clear();
        CHECK(first_fault(tree) == "answer has no name");
        tree.nodes[2].target = "elsewhere";
        CHECK(first_fault(tree) == "answer has no name");
    }
}

TEST_CASE("first_fault: what needs a name has one, in text or apart") {
    for (std::size_t i = 0; i < role_count; ++i) {
        const Role role = static_cast<Role>(i);
        INFO(role_name(role));
        const bool is_field = role == Role::text_area || role == Role::text_line || role == Role::date;
        const bool needs_name = role == Role::navigation || role == Role::group || role == Role::heading ||
                                role == Role::link || role == Role::button || role == Role::toggle ||
                                role == Role::file;
        if (is_field || role == Role::label) continue;  // named by their label; a label has rules of its own
        Node one = node("one", role);
        CHECK(fault_of(one) == (needs_name ? "one has no name" : ""));
        one.text = "Vragen";
        CHECK(fault_of(one) == "");
        one.text.clear();
        one.name = "Vragen";
        CHECK(fault_of(one) == "");
    }
}

TEST_CASE("first_fault: an accessible name begins with what stands there") {
    Node button = node("delete", Role::button, "Verwijderen");
    button.name = "Verwijderen Werkbezoek Gent";
    CHECK(fault_of(button) == "");
    button.name = "Werkbezoek Gent verwijderen";
    CHECK(fault_of(button) == "the name of delete does not begin with what stands there");
    button.name = "Verwijder";
    CHECK(fault_of(button) != "");
}

TEST_CASE("first_fault: labels and descriptions point at something") {
    Tree tree = sound();
    tree.nodes[1].target = "elsewhere";
    CHECK(first_fault(tree) == "question labels nothing");
    tree = sound();
    tree.nodes[2].description = "elsewhere";
    CHECK(first_fault(tree) == "answer is described by nothing");
}

TEST_CASE("find: the node of a key, or nothing") {
    const Tree tree = sound();
    REQUIRE(tree.find("hint") != nullptr);
    CHECK(tree.find("hint")->text == "Noem dagen en nachten.");
    CHECK(tree.find("hin") == nullptr);
    CHECK(tree.find("") == nullptr);
}
