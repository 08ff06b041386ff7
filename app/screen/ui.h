// The widgets: each call lays out, paints with Dear ImGui and emits the semantic node, in one go. It knows themes, views and
// nodes, and which event a control stands for; nothing of the screens that use it and nothing of the browser.
// Words of ours are handed in as the Dutch constants they are, or put together from what say() gives: the widget says them in the
// language of the page. The writer's words stay as they are.
//
// Layout flows down a column, or along a row that wraps, in CSS px worked out from theme units: every frame from scratch,
// with nothing kept from the last one, so one frame is enough. The same node flags and gaps make the style sheet lay the
// page out alike (shell/style.css) before this code has arrived.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/difference.h"
#include "screen/catalog.h"
#include "screen/theme.h"
#include "screen/view.h"
#include "semantics/node.h"
#include "state/action.h"

struct ImFontBaked;

namespace screen {

// The event of a control, by the key of its node. App::edit_of() puts a field's text into the event.
struct Binding {
    std::string key;
    state::Event event;
};

struct Line {
    std::size_t begin = 0, end = 0;  // bytes; trailing spaces are not in it
    float width = 0;                 // device px
};

class Ui {
  public:
    // fonts: nullptr makes nodes and bindings only. Nothing is measured or painted, and no node has its place.
    Ui(const View& view, const Fonts* fonts, const Catalog& words, semantics::Tree& tree,
       std::vector<Binding>& bindings);

    const Catalog& words() const { return words_; }
    std::string say(std::string_view dutch) const { return std::string(words_.say(dutch)); }

    enum class Button {
        standard,
        primary,
        quiet,
        folding,
        folding_open,
        nav,  // looks like a link of the header
        section,
        section_open
    };  // section: a folding button for a whole part of the page

    // ---- Containers: everything between construction and destruction stands in them ------------------------------------
    class Scope {
      public:
        ~Scope();
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

      private:
        friend class Ui;
        explicit Scope(Ui& ui) : ui_(ui) {}
        Ui& ui_;
    };
    [[nodiscard]] Scope column(semantics::Role role, std::string_view key, std::string_view name = {});
    [[nodiscard]] Scope row(semantics::Role role, std::string_view key, std::string_view name = {});
    // A box that stands out: tinted, with an edge.
    [[nodiscard]] Scope notice(semantics::Role role, std::string_view key, std::string_view name = {});

    // Space above the next thing in a column, in units of the theme. Nothing by default.
    void gap(int units) { next_gap_ = units; }

    // ---- Things to read --------------------------------------------------------------------------------------------------
    void heading(std::string_view key, int level, TextStyle style, std::string_view text);
    void text(std::string_view key, TextStyle style, std::string_view text);
    void status(std::string_view key, TextStyle style, std::string_view text);
    // The writer's words (answers, names): painted by the DOM; by Dear ImGui only in native tests (View::paints_writers_text).
    void writers_text(std::string_view key, TextStyle style, std::string_view text, bool one_line = false);
    // As writers_text(), with removed and added runs marked to see and to hear. marks: as Node::marks in semantics/node.h.
    void marked_text(std::string_view key, TextStyle style, const std::vector<model::Run>& runs, std::string marks);

    // ---- Things to use ---------------------------------------------------------------------------------------------------
    // name: the accessible name, for a text that is on the screen more than once; begins with the text.
    void button(std::string_view key, Button kind, std::string_view text, state::Event event,
                std::string_view name = {}, std::string_view controls = {});
    void toggle(std::string_view key, std::string_view text, bool on, state::Event event);
    void link(std::string_view key, TextStyle style, std::string_view text, std::string_view address,
              state::Event event, bool current = false, std::string_view name = {});
    void writers_link(std::string_view key, std::string_view text, std::string_view address, state::Event event);
    // A heading (level > 0) that names a field.
    void label(std::string_view key, int level, TextStyle style, std::string_view text, std::string_view field);
    void text_area(std::string_view key, std::string_view label, std::string_view value, int least_lines,
                   state::Event event, std::string_view description = {});
    void text_line(std::string_view key, std::string_view label, std::string_view value, state::Event event,
                   std::string_view description = {});
    // A field for words to search for.
    void search_line(std::string_view key, std::string_view label, std::string_view value, state::Event event);
    void date(std::string_view key, std::string_view label, std::string_view value, state::Event event);
    void file_chooser(std::string_view key, std::string_view text);

    // All later fields are read-only: another tab has the lease of the draft.
    void read_along(bool reads) { reads_along_ = reads; }
    // The next text is Dutch whatever the language of the page, and marked as such: a heading of the report, the writer's text.
    void keep_dutch() { keeps_dutch_ = true; }
    // A link that shows only while it has the focus, in the room above the first thing of the container that is open.
    void skip_link(std::string_view key, std::string_view text, std::string_view address, state::Event event);
    // Text for screen readers only: the description of a field while the visible hint is folded away.
    void hidden_text(std::string_view key, TextStyle style, std::string_view text);
    // Puts the next thing of this row at the row's right end.
    void to_end() { next_at_end_ = true; }
    // Moves the node just made to the front of its row in reading and focus order, not on the screen.
    void make_first();
    // Moves the column: used by the page for the outline beside it. CSS px.
    void place_column(float x, float y, float width);
    // A hairline above the container that is open now.
    void rule();
    float pen_y() const { return boxes_.back().pen_y; }
    void flag_last(semantics::Flag flag) { tree_.nodes.back().flags = tree_.nodes.back().flags | flag; }

    // Adds nodes that describe the node just made: their keys, with spaces between.
    void describe_last(std::string_view keys) { tree_.nodes.back().description = keys; }
    void language_of_last(std::string_view language) { tree_.nodes.back().language = language; }

    float px(float units) const { return units * view_.unit; }

  private:
    struct Box {
        std::size_t node = semantics::no_parent;
        bool is_row = false;
        float x = 0, y = 0, width = 0;  // CSS px
        float pen_x = 0, pen_y = 0, row_height = 0;
        bool empty = true;
        int tint = -1;  // of a notice: the first of the vertices behind it
    };
    struct TextBlock {
        std::vector<Line> lines;
        float width = 0, height = 0;  // CSS px
    };

    Scope open(semantics::Role role, std::string_view key, std::string_view name, bool is_row, bool is_notice = false);
    void tint();
    void close();
    semantics::Rect place(float width, float height);
    float available() const;
    float measured(std::string_view key, float width, float estimate) const;
    bool paints(bool writers) const { return !writers || view_.paints_writers_text; }
    semantics::Node& emit(semantics::Role role, std::string_view key, semantics::Rect at);
    // The words in the language of the page; or unchanged, once after keep_dutch(), with their language in `language`.
    std::string_view said(std::string_view text, std::string& language);
    bool item(std::string_view key, semantics::Rect at);
    ImFontBaked* baked(TextStyle style) const;
    TextBlock wrap(TextStyle style, std::string_view text, float width) const;
    void underline(TextStyle style, const TextBlock& block, semantics::Rect at, bool strong);
    void paint_text(TextStyle style, std::string_view text, const TextBlock& block, semantics::Rect at);
    void paint_frame(semantics::Rect at, Colour fill, Colour edge, bool with_edge);
    void paragraph(semantics::Role role, std::string_view key, int level, TextStyle style, std::string_view text,
                   bool writers, bool one_line);
    void field(semantics::Role role, std::string_view key, std::string_view label, std::string_view value,
               int least_lines, state::Event event, std::string_view description);
    void plain_link(std::string_view key, TextStyle style, std::string_view text, std::string_view address,
                    state::Event event, bool writers, bool current, std::string_view name);
    float hair() const;
    float dev(float css) const { return css * view_.ratio; }

    const View& view_;
    const Fonts* fonts_;
    const Catalog& words_;
    semantics::Tree& tree_;
    std::vector<Binding>& bindings_;
    const Palette& palette_;
    std::vector<Box> boxes_;
    int next_gap_ = 0;
    bool next_at_end_ = false;
    bool keeps_dutch_ = false;
    bool reads_along_ = false;
};

// Lines of a text as the browser breaks it (white-space: pre-wrap; overflow-wrap: anywhere): after spaces, after a hyphen
// before a letter, at line feeds, and inside a word only where nothing else is left. `width` and advances in device px.
std::vector<Line> wrap_lines(ImFontBaked& baked, std::string_view text, float width);

}  // namespace screen
