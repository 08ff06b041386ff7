// Compares two trees by key and writes the difference as JSON.
#include "semantics/diff.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "formats/json_text.h"

namespace semantics {
namespace {

void add_number(std::string& out, float value) {
    // Three decimals are a tenth of the smallest device pixel; JSON needs no locale and no exponent for these.
    const bool negative = value < 0;
    const auto thousandths = static_cast<std::int64_t>(std::llround(std::fabs(static_cast<double>(value)) * 1000));
    if (negative && thousandths != 0) out += '-';
    out += std::to_string(thousandths / 1000);
    std::string fraction = std::to_string(thousandths % 1000 + 1000).substr(1);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    if (!fraction.empty()) out += '.' + fraction;
}

void add_member(std::string& out, std::string_view name, std::string_view text) {
    if (text.empty()) return;
    out += ",\"";
    out += name;
    out += "\":";
    out += formats::json_quote(text, false);
}

void add_member(std::string& out, std::string_view name, unsigned number) {
    if (number == 0) return;
    out += ",\"";
    out += name;
    out += "\":";
    out += std::to_string(number);
}

void add_node(std::string& out, const Node& node, bool with_value) {
    if (!out.empty()) out += ',';
    out += "{\"key\":" + formats::json_quote(node.key, false) + ",\"role\":\"";
    out += role_name(node.role);
    out += '"';
    add_member(out, "level", node.level);
    add_member(out, "flags", node.flags);
    add_member(out, "style", node.style);
    add_member(out, "gap", node.gap);
    add_member(out, "lines", node.lines);
    add_member(out, "text", node.text);
    add_member(out, "name", node.name);
    add_member(out, "target", node.target);
    add_member(out, "description", node.description);
    add_member(out, "address", node.address);
    add_member(out, "language", node.language);
    for (std::size_t i = 0; i < node.runs.size(); ++i) {
        out += i == 0 ? ",\"runs\":[" : ",";
        out += std::to_string(node.runs[i]);
    }
    if (!node.runs.empty()) out += ']';
    add_member(out, "marks", node.marks);
    if (with_value) out += ",\"value\":" + formats::json_quote(node.value, false);
    out += '}';
}

bool is_field(Role role) { return role == Role::text_area || role == Role::text_line || role == Role::date; }

bool same_words(const Node& a, const Node& b) {
    return a.role == b.role && a.level == b.level && a.flags == b.flags && a.style == b.style && a.gap == b.gap &&
           a.text == b.text && a.name == b.name && a.target == b.target && a.description == b.description &&
           a.address == b.address && a.language == b.language && a.runs == b.runs && a.marks == b.marks;
}

bool same_properties(const Node& a, const Node& b) { return a.lines == b.lines && same_words(a, b); }

Rect relative(const Tree& tree, const Node& node) {
    Rect at = node.bounds;
    if (node.parent != no_parent) {
        at.x -= tree.nodes[node.parent].bounds.x;
        at.y -= tree.nodes[node.parent].bounds.y;
    }
    return at;
}

// Keys of the children of each node, and of the page itself at the end.
std::vector<std::vector<std::string_view>> children_of(const Tree& tree) {
    std::vector<std::vector<std::string_view>> children(tree.nodes.size() + 1);
    for (const Node& node : tree.nodes) {
        children[node.parent == no_parent ? tree.nodes.size() : node.parent].push_back(node.key);
    }
    return children;
}

std::map<std::string_view, std::size_t> index_of(const Tree& tree) {
    std::map<std::string_view, std::size_t> index;
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) index.emplace(tree.nodes[i].key, i);
    return index;
}

}  // namespace

void Differ::dom_holds(std::string_view key, std::string_view value) { dom_values_[std::string(key)] = value; }

bool Differ::shows(const Tree& other) const {
    const auto is_shown = [this](const Node& node, const Node& shown) {
        if (node.key != shown.key || node.parent != shown.parent || !same_words(node, shown)) return false;
        if (!is_field(node.role)) return true;
        const auto held = dom_values_.find(node.key);
        return node.lines == shown.lines && held != dom_values_.end() && held->second == node.value;
    };
    return started_ && other.title == previous_.title && other.language == previous_.language &&
           other.alarm == previous_.alarm && other.token == previous_.token &&
           std::equal(other.nodes.begin(), other.nodes.end(), previous_.nodes.begin(), previous_.nodes.end(), is_shown);
}

std::string Differ::delta(const Tree& next) {
    const auto before = index_of(previous_);
    const auto after = index_of(next);
    const auto children_before = children_of(previous_);
    const auto children_after = children_of(next);
    std::string set, at, children, gone, rest;

    for (std::size_t i = 0; i <= next.nodes.size(); ++i) {
        const bool page = i == next.nodes.size();
        const auto known = page ? before.end() : before.find(next.nodes[i].key);
        const bool is_new = page ? !started_ : known == before.end();
        if (!page) {
            const Node& node = next.nodes[i];
            bool with_value = false;
            if (is_field(node.role)) {
                const auto held = dom_values_.find(node.key);
                with_value = is_new || held == dom_values_.end() || held->second != node.value;
                if (with_value) dom_values_[node.key] = node.value;
            }
            if (is_new || with_value || !same_properties(node, previous_.nodes[known->second])) {
                add_node(set, node, with_value);
            }
            const Rect place = relative(next, node);
            if (is_new || place != relative(previous_, previous_.nodes[known->second])) {
                if (!at.empty()) at += ',';
                at += formats::json_quote(node.key, false);
                for (const float number : {place.x, place.y, place.width, place.height}) {
                    at += ',';
                    add_number(at, number);
                }
            }
        }
        const auto& now = children_after[i];
        const bool had_none = is_new && now.empty();
        const auto* was = page ? &children_before.back() : is_new ? nullptr : &children_before[known->second];
        if (!had_none && (was == nullptr || *was != now)) {
            if (!children.empty()) children += ',';
            children +=
                formats::json_quote(page ? std::string_view() : std::string_view(next.nodes[i].key), false) + ",[";
            for (std::size_t c = 0; c < now.size(); ++c) {
                if (c > 0) children += ',';
                children += formats::json_quote(now[c], false);
            }
            children += ']';
        }
    }
    for (const Node& node : previous_.nodes) {
        if (after.count(node.key) != 0) continue;
        if (!gone.empty()) gone += ',';
        gone += formats::json_quote(node.key, false);
        dom_values_.erase(node.key);
    }
    if (!started_ || next.title != previous_.title) rest += ",\"title\":" + formats::json_quote(next.title, false);
    if (!started_ || next.height != previous_.height) {
        rest += ",\"height\":";
        add_number(rest, next.height);
    }
    if (next.token != previous_.token) rest += ",\"token\":" + std::to_string(next.token);
    if (next.language != previous_.language) rest += ",\"language\":" + formats::json_quote(next.language, false);
    if (next.alarm != previous_.alarm) rest += ",\"alarm\":" + formats::json_quote(next.alarm, false);
    std::string say;
    for (const std::string& words : next.announcements) {
        if (next.announcement_serial == previous_.announcement_serial || words.empty()) continue;
        say += (say.empty() ? "" : ",") + formats::json_quote(words, false);
    }

    std::string out;
    const auto section = [&out](std::string_view name, const std::string& content) {
        if (content.empty()) return;
        out += ",\"";
        out += name;
        out += "\":[" + content + ']';
    };
    section("set", set);
    section("at", at);
    section("children", children);
    section("gone", gone);
    section("say", say);
    out += rest;
    previous_ = next;
    started_ = true;
    if (out.empty()) return out;
    out[0] = '{';
    return out + '}';
}

std::string describe(const Tree& tree) { return Differ().delta(tree); }

}  // namespace semantics
