// Names of roles and the rules every tree keeps.
#include "semantics/node.h"

#include <algorithm>
#include <array>
#include <set>

namespace semantics {

std::string_view role_name(Role role) {
    static constexpr std::array<std::string_view, role_count> names{
        "banner", "main",   "navigation", "group",  "search", "box",       "list",      "item", "heading", "label",
        "text",   "status", "link",       "button", "toggle", "text_area", "text_line", "date", "file"};
    return names[static_cast<std::size_t>(role)];
}

const Node* Tree::find(std::string_view key) const {
    for (const Node& node : nodes) {
        if (node.key == key) return &node;
    }
    return nullptr;
}

std::string first_fault(const Tree& tree) {
    std::set<std::string_view> keys;
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const Node& node = tree.nodes[i];
        if (node.key.empty()) return "a node without a key";
        if (!keys.insert(node.key).second) return "the key " + node.key + " stands twice";
        if (node.parent != no_parent && node.parent >= i) return node.key + " stands before its parent";
        const bool is_field = node.role == Role::text_area || node.role == Role::text_line || node.role == Role::date;
        const bool is_named = is_field ? tree.find(node.target) != nullptr : !node.text.empty() || !node.name.empty();
        const bool needs_name = is_field || node.role == Role::button || node.role == Role::toggle ||
                                node.role == Role::link || node.role == Role::heading ||
                                node.role == Role::navigation || node.role == Role::group || node.role == Role::file;
        if (needs_name && !is_named) return node.key + " has no name";
        if (!node.name.empty() && !node.text.empty() && node.name.compare(0, node.text.size(), node.text) != 0) {
            return "the name of " + node.key + " does not begin with what stands there";
        }
        if (node.role == Role::label && tree.find(node.target) == nullptr) return node.key + " labels nothing";
        for (std::size_t at = 0; at < node.description.size();) {
            const std::size_t end = std::min(node.description.find(' ', at), node.description.size());
            if (tree.find(std::string_view(node.description).substr(at, end - at)) == nullptr) {
                return node.key + " is described by nothing";
            }
            at = end + 1;
        }
    }
    return {};
}

}  // namespace semantics
