// What the page means: one node for everything a person can see or use, in reading order. The same list is painted by
// Dear ImGui and turned into DOM elements by web/reconciler.js. It knows no application state, no ImGui and no browser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace semantics {

// A role fixes the element for life: a key never changes its role (web/elements.js has the one table role -> element).
enum class Role : std::uint8_t {
    banner,  // header of the page
    main,
    navigation,  // named
    group,       // named set of controls
    search,      // landmark around what looks for something
    box,         // container without meaning of its own
    list,
    item,     // of a list
    heading,  // level 1..6
    label,    // heading of `level` that names the field `target` and focuses it when clicked; level 0: no heading
    text,     // paragraph
    status,   // paragraph whose changes matter; spoken through Tree::announcements, not by itself
    link,
    button,
    toggle,  // switch that is on (Flag::on) or off
    text_area,
    text_line,
    date,
    file,  // chooser of a file
};
inline constexpr std::size_t role_count = static_cast<std::size_t>(Role::file) + 1;
std::string_view role_name(Role role);

enum Flag : std::uint32_t {
    read_only = 1 << 1,
    folds = 1 << 2,         // a button that shows and hides something
    unfolded = 1 << 3,      // a folding button whose part is shown
    current = 1 << 4,       // of a set of links: where the writer is
    writers_text = 1 << 5,  // not our words: the DOM paints it (ImGui shapes no scripts), its height is measured there
    row = 1 << 6,           // container: children beside each other, wrapping; otherwise below each other
    wide_only = 1 << 7,     // stands only on wide screens
    primary = 1 << 8,       // the one thing to do next
    quiet = 1 << 9,         // a button that looks like a link
    one_line = 1 << 10,     // cut with an ellipsis instead of wrapped
    scrolls = 1 << 11,      // text_area: grows to nine lines only, then scrolls
    ruled = 1 << 12,        // container: a hairline above it
    on = 1 << 13,           // toggle
    hidden = 1 << 14,       // text: not on the screen; it describes a field. Without a place
    skips = 1 << 15,        // link: on the screen only while it has the focus, over other things
    searches = 1 << 16,     // text_line: what is typed is looked for
    speaks = 1 << 17,       // status: a change of its words is spoken by itself
    notice = 1 << 18,       // container: tinted, with an edge at its left and room around what stands in it
};

// CSS px; in the coordinates of the document (x from the left of body, y from its top).
struct Rect {
    float x = 0, y = 0, width = 0, height = 0;
    bool operator==(const Rect&) const = default;
};

struct Node {
    std::string key;     // path in the model, such as "answer.persons"; stable for life, ASCII, unique in the tree
    std::size_t parent;  // index in the tree; no_parent for children of the page itself
    Role role = Role::text;
    std::uint8_t level = 0;
    std::uint32_t flags = 0;
    std::uint8_t style = 0;  // index of a text style (screen/theme.h); a class in CSS
    std::uint8_t gap = 0;    // space above (column) or none (row), in units of the theme; a class in CSS
    std::uint8_t lines = 0;  // text_area: least number of lines. Button, link: 1 when it stands on one line, else 0
    std::string text;        // what stands there: words of a heading, paragraph, link, button
    std::string name;        // accessible name where it says more than text; begins with text
    std::string value;       // of a field
    std::string target;  // label: key of its field. Field: key of the label. Button that folds: key of what it shows
    std::string description;  // keys of the nodes that describe it, with a space between
    std::string address;      // link: where it leads
    std::string language;     // of text or value, where it is not the page's
    // A comparison of two texts. runs: lengths in UTF-16 units of text that is the same, removed, added, the same, and so on. marks: four
    // lines: what a screen reader says before a removed run, before an added run and behind either, and the language of these words.
    std::vector<std::uint32_t> runs{};
    std::string marks{};
    Rect bounds;

    bool has(Flag flag) const { return (flags & flag) != 0; }
};
inline constexpr std::size_t no_parent = static_cast<std::size_t>(-1);

struct Tree {
    std::vector<Node> nodes;      // parents before children, siblings in reading order
    std::string title;            // of the document: names the screen only, never the writer's text
    std::string language = "nl";  // of the document
    float height = 0;             // of the page, CSS px
    std::vector<std::string>
        announcements;  // to be spoken politely, one after the other, when announcement_serial changes
    std::uint32_t announcement_serial = 0;
    std::uint32_t token = 0;  // goes back with each edit, from the last tree whose text its field was given
    std::string alarm;        // a sentence that stays in sight wherever the page is scrolled to; empty: all is well

    const Node* find(std::string_view key) const;
};

// For tests: the first thing that is wrong with a tree (doubled or empty keys, a parent after its child, a control without a name); empty when
// all is well.
std::string first_fault(const Tree& tree);

}  // namespace semantics
