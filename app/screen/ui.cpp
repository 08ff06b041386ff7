// Layout, painting and emission of every widget.
#include "screen/ui.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "imgui.h"
#include "imgui_internal.h"
#include "model/utf8.h"

namespace screen {
namespace {

using semantics::Flag;
using semantics::Node;
using semantics::Rect;
using semantics::Role;

float snap(float device) { return std::floor(device + 0.5F); }

ImU32 packed(std::uint32_t rgb) { return IM_COL32((rgb >> 16) & 0xFFU, (rgb >> 8) & 0xFFU, rgb & 0xFFU, 255); }

bool is_letter(unsigned code_point) {
    return (code_point | 0x20U) - 'a' < 26U || (code_point >= 0xC0 && code_point != 0xD7 && code_point != 0xF7);
}

// The text of a run in a comparison. White space that is the whole change is shown as signs. Of a long run only the beginning and the end are shown;
// of one that is the same, less.
std::string shown(const model::Run& run) {
    const bool is_same = run.kind == model::Run::Kind::same;
    const std::size_t most = is_same ? 2'000 : 20'000;
    if (run.text.size() > most) {
        std::size_t behind = run.text.size() - most / 2;
        while (behind < run.text.size() && (static_cast<unsigned char>(run.text[behind]) & 0xC0U) == 0x80U) ++behind;
        return std::string(model::utf8::clip(run.text, most / 2)) + "\n…\n" + std::string(run.text.substr(behind));
    }
    if (is_same || !model::utf8::is_blank(run.text)) return std::string(run.text);
    std::string signs;
    for (const char c : run.text) signs += c == '\n' ? "↵\n" : c == ' ' ? "␣" : std::string(1, c);
    return signs;
}

}  // namespace

std::vector<Line> wrap_lines(ImFontBaked& baked, std::string_view text, float width) {
    std::vector<Line> lines;
    std::size_t line_begin = 0;
    std::size_t break_at = 0;  // where the next line would begin
    std::size_t shown_to = 0;  // end of the line without trailing spaces, if it breaks at break_at
    float width_to_break = 0;  // width up to shown_to
    float shown_width = 0;     // without trailing spaces
    float pen = 0;
    std::size_t shown_end = 0;  // end of the last character that is no space
    unsigned previous = 0;
    const char* const data = text.data();
    std::size_t at = 0;
    const auto start_line = [&](std::size_t begin) {
        line_begin = begin;
        break_at = shown_to = shown_end = begin;
        pen = shown_width = width_to_break = 0;
        previous = 0;
    };
    while (at < text.size()) {
        unsigned code_point = 0;
        const int bytes = ImTextCharFromUtf8(&code_point, data + at, data + text.size());
        const std::size_t next = at + static_cast<std::size_t>(std::max(bytes, 1));
        if (code_point == '\n') {
            lines.push_back({line_begin, shown_end, shown_width});
            start_line(next);
            at = next;
            continue;
        }
        const bool is_space = code_point == ' ' || code_point == '\t';
        if (!is_space && (previous == ' ' || previous == '\t' || (previous == '-' && is_letter(code_point)))) {
            break_at = at;
            shown_to = shown_end;
            width_to_break = shown_width;
        }
        const float advance = baked.GetCharAdvance(static_cast<ImWchar>(code_point));
        if (!is_space && pen + advance > width && at > line_begin) {
            if (break_at > line_begin) {
                lines.push_back({line_begin, shown_to, width_to_break});
                at = break_at;
                start_line(break_at);
            } else {
                lines.push_back({line_begin, at, pen});
                start_line(at);
            }
            continue;
        }
        pen += advance;
        if (!is_space) {
            shown_end = next;
            shown_width = pen;
        }
        previous = code_point;
        at = next;
    }
    lines.push_back({line_begin, shown_end, shown_width});
    return lines;
}

Ui::Ui(const View& view, const Fonts* fonts, const Catalog& words, semantics::Tree& tree,
       std::vector<Binding>& bindings)
    : view_(view), fonts_(fonts), words_(words), tree_(tree), bindings_(bindings), palette_(view.colours()) {
    Box page;
    page.width = view.width;
    boxes_.push_back(page);
}

// ---- Layout ---------------------------------------------------------------------------------------------------------------

Ui::Scope::~Scope() { ui_.close(); }
Ui::Scope Ui::column(Role role, std::string_view key, std::string_view name) { return open(role, key, name, false); }
Ui::Scope Ui::row(Role role, std::string_view key, std::string_view name) { return open(role, key, name, true); }

Ui::Scope Ui::notice(Role role, std::string_view key, std::string_view name) {
    return open(role, key, name, false, true);
}

Ui::Scope Ui::open(Role role, std::string_view key, std::string_view name, bool is_row, bool is_notice) {
    const int own_gap = next_gap_;
    const Rect at = place(available(), 0);
    Node& node = emit(role, key, at);
    node.name = words_.say(name);
    node.gap = static_cast<std::uint8_t>(own_gap);
    if (is_row) node.flags |= Flag::row;
    Box box;
    box.node = tree_.nodes.size() - 1;
    box.is_row = is_row;
    box.x = box.pen_x = at.x;
    box.y = box.pen_y = at.y;
    box.width = at.width;
    boxes_.push_back(box);
    if (is_notice) tint();
    return Scope(*this);
}

// Draws the tint first, because the content is drawn over it; close() sets its height, which the content decides.
void Ui::tint() {
    Box& box = boxes_.back();
    tree_.nodes[box.node].flags |= Flag::notice;
    if (fonts_ == nullptr) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    box.tint = list.VtxBuffer.Size;
    const auto fill = [&](Colour colour, float width) {
        const ImVec2 corner(snap(dev(box.x)), snap(dev(box.y)));
        list.AddRectFilled(corner, {snap(dev(box.x + width)), corner.y + 1},
                           packed(palette_[static_cast<std::size_t>(colour)]));
    };
    fill(Colour::notice, box.width);
    fill(Colour::accent, px(sizes.notice_edge));
    box.x += px(sizes.notice_x);
    box.width -= 2 * px(sizes.notice_x);
    box.pen_y += px(sizes.notice_y);
}

void Ui::close() {
    const Box box = boxes_.back();
    boxes_.pop_back();
    float bottom = box.is_row ? box.pen_y + box.row_height : box.pen_y;
    if (box.tint >= 0) {
        bottom += px(sizes.notice_y);
        ImVector<ImDrawVert>& drawn = ImGui::GetWindowDrawList()->VtxBuffer;
        for (const int corner : {2, 3, 6, 7}) drawn[box.tint + corner].pos.y = snap(dev(bottom));
    }
    tree_.nodes[box.node].bounds.height = bottom - box.y;
    Box& outer = boxes_.back();
    // A container stands in a column: columns inside rows are not needed, and so not made.
    outer.pen_y = bottom;
}

void Ui::place_column(float x, float y, float width) {
    Box& box = boxes_.back();
    box.x = x;
    box.pen_y = y;
    box.width = width;
}

// The height that the DOM found at this width, or else the estimate.
float Ui::measured(std::string_view key, float width, float estimate) const {
    const auto found = view_.measured.find(std::string(key));
    if (found == view_.measured.end() || std::fabs(found->second.width - width) > 0.01F) return estimate;
    return found->second.height;
}

float Ui::available() const { return boxes_.back().width; }

Rect Ui::place(float width, float height) {
    Box& box = boxes_.back();
    const float above = px(static_cast<float>(next_gap_));
    next_gap_ = 0;
    Rect at{box.x, box.pen_y, width, height};
    if (box.is_row) {
        const float between = px(sizes.row_gap);
        // Half a thousandth of slack: the browser measures text in 64ths of a pixel.
        if (!box.empty && box.pen_x + between + width > box.x + box.width + 0.02F) {
            box.pen_y += box.row_height + between;
            box.pen_x = box.x;
            box.row_height = 0;
            box.empty = true;
        }
        at.x = box.empty ? box.x : box.pen_x + between;
        if (std::exchange(next_at_end_, false)) at.x = box.x + box.width - width;
        at.y = box.pen_y;
        box.pen_x = at.x + width;
        box.row_height = std::max(box.row_height, height);
    } else {
        at.y = box.pen_y + above;
        box.pen_y = at.y + height;
    }
    box.empty = false;
    return at;
}

void Ui::make_first() {
    const std::size_t parent = boxes_.back().node;
    const auto first = tree_.nodes.begin() + static_cast<std::ptrdiff_t>(parent) + 1;
    // Only nodes without children are moved, so no index of a parent becomes wrong.
    IM_ASSERT(std::all_of(first, tree_.nodes.end(), [&](const Node& node) { return node.parent == parent; }));
    std::rotate(first, tree_.nodes.end() - 1, tree_.nodes.end());
}

std::string_view Ui::said(std::string_view text, std::string& language) {
    if (!std::exchange(keeps_dutch_, false)) return words_.say(text);
    if (!words_.is_dutch()) language = "nl";
    return text;
}

Node& Ui::emit(Role role, std::string_view key, Rect at) {
    Node node;
    node.key = key;
    node.parent = boxes_.back().node;
    node.role = role;
    node.bounds = at;
    tree_.nodes.push_back(std::move(node));
    return tree_.nodes.back();
}

// ---- Painting -------------------------------------------------------------------------------------------------------------

// Announces the thing to Dear ImGui as an item of its own layout; false when it lies outside of what is drawn.
bool Ui::item(std::string_view key, Rect at) {
    if (fonts_ == nullptr) return false;
    const ImVec2 min(snap(dev(at.x)), snap(dev(at.y)));
    const ImVec2 max(snap(dev(at.x + at.width)), snap(dev(at.y + at.height)));
    ImGui::SetCursorScreenPos(min);
    const ImRect box(min, max);
    ImGui::ItemSize(box);
    return ImGui::ItemAdd(box, key.empty() ? 0 : ImHashData(key.data(), key.size()));
}

ImFontBaked* Ui::baked(TextStyle style) const {
    const TextToken& words = token(style);
    return fonts_->get(words.colour, words.weight)->GetFontBaked(dev(px(words.size)));
}

Ui::TextBlock Ui::wrap(TextStyle style, std::string_view text, float width) const {
    TextBlock block;
    if (fonts_ == nullptr) {
        block.lines.resize(1);
        return block;
    }
    // Half a 64th of a CSS pixel of slack, the browser's own step in layout.
    block.lines = wrap_lines(*baked(style), text, dev(width) + 0.01F);
    for (const Line& line : block.lines) block.width = std::max(block.width, line.width / view_.ratio);
    // The browser rounds the width of a text up to its step; less would break its last letter off.
    block.width = std::ceil(block.width * 64 - 0.01F) / 64;
    block.height = static_cast<float>(block.lines.size()) * px(token(style).line);
    return block;
}

void Ui::paint_text(TextStyle style, std::string_view text, const TextBlock& block, Rect at) {
    const TextToken& words = token(style);
    ImFont* const font = fonts_->get(words.colour, words.weight);
    ImFontBaked* const glyphs = baked(style);
    const float line_height = px(words.line);
    float baseline = view_.baselines[static_cast<std::size_t>(style)];
    if (baseline <= 0) {
        baseline = (line_height + (glyphs->Ascent + glyphs->Descent) / view_.ratio) / 2;  // Descent is negative
    }
    const ImU32 colour = packed(palette_[static_cast<std::size_t>(words.colour)]);
    float y = at.y;
    for (const Line& line : block.lines) {
        const ImVec2 where(snap(dev(at.x)), snap(dev(y + baseline)) - snap(glyphs->Ascent));
        // The baked size is a whole number; handing in the same number keeps glyphs unscaled.
        ImGui::GetWindowDrawList()->AddText(font, glyphs->Size, where, colour, text.data() + line.begin,
                                            text.data() + line.end);
        y += line_height;
    }
}

// Links and quiet buttons are underlined, so that they are recognised without their colour.
void Ui::underline(TextStyle style, const TextBlock& block, Rect at, bool strong) {
    const TextToken& words = token(style);
    const float thickness = hair() * (strong ? 2.0F : 1.0F);
    float y = at.y;
    for (const Line& line : block.lines) {
        const float under = snap(dev(y + px(words.line) / 2 + px(words.size) / 2));
        ImGui::GetWindowDrawList()->AddRectFilled({snap(dev(at.x)), under},
                                                  {snap(dev(at.x) + line.width), under + thickness},
                                                  packed(palette_[static_cast<std::size_t>(words.colour)]));
        y += px(words.line);
    }
}

// The thinnest line, device px: a quarter of a unit, so that it grows with the text.
float Ui::hair() const { return std::max(1.0F, std::floor(dev(px(0.25F)))); }

void Ui::rule() {
    const Box& box = boxes_.back();
    tree_.nodes[box.node].flags |= Flag::ruled;
    if (fonts_ == nullptr) return;
    const float y = snap(dev(box.y));
    ImGui::GetWindowDrawList()->AddRectFilled({snap(dev(box.x)), y}, {snap(dev(box.x + box.width)), y + hair()},
                                              packed(palette_[static_cast<std::size_t>(Colour::hairline)]));
}

void Ui::paint_frame(Rect at, Colour fill, Colour edge, bool with_edge) {
    const ImVec2 min(snap(dev(at.x)), snap(dev(at.y)));
    const ImVec2 max(snap(dev(at.x + at.width)), snap(dev(at.y + at.height)));
    const float rounding = dev(px(sizes.rounding));
    const float thickness = hair();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (!with_edge) {
        list.AddRectFilled(min, max, packed(palette_[static_cast<std::size_t>(fill)]), rounding);
        return;
    }
    // An edge inside the frame, as CSS draws an inset shadow: the frame in the edge's colour, the inside over it.
    list.AddRectFilled(min, max, packed(palette_[static_cast<std::size_t>(edge)]), rounding);
    list.AddRectFilled({min.x + thickness, min.y + thickness}, {max.x - thickness, max.y - thickness},
                       packed(palette_[static_cast<std::size_t>(fill)]), std::max(0.0F, rounding - thickness));
}

// ---- Things to read -------------------------------------------------------------------------------------------------------

void Ui::paragraph(Role role, std::string_view key, int level, TextStyle style, std::string_view words, bool writers,
                   bool one_line) {
    const int own_gap = next_gap_;
    std::string language;
    const std::string_view text = writers && !keeps_dutch_ ? words : said(words, language);
    const bool in_row = boxes_.back().is_row;
    TextBlock block;
    if (paints(writers)) {
        block = wrap(style, text, available());
    } else {
        block.lines.resize(1);  // until the DOM has measured it
        block.height = px(token(style).line);
    }
    if (one_line) {
        block.lines.resize(1);
        block.height = px(token(style).line);
    }
    const float width = in_row ? block.width : available();
    const float height = writers && !one_line ? measured(key, width, block.height) : block.height;
    const Rect at = place(width, height);
    if (item(key, at) && paints(writers)) paint_text(style, text, block, at);
    Node& node = emit(role, key, at);
    node.level = static_cast<std::uint8_t>(level);
    node.style = static_cast<std::uint8_t>(style);
    node.gap = static_cast<std::uint8_t>(own_gap);
    node.text = text;
    node.language = std::move(language);
    if (writers) node.flags |= Flag::writers_text;
    if (one_line) node.flags |= Flag::one_line;
}

void Ui::heading(std::string_view key, int level, TextStyle style, std::string_view text) {
    paragraph(Role::heading, key, level, style, text, false, false);
}
void Ui::text(std::string_view key, TextStyle style, std::string_view text) {
    paragraph(Role::text, key, 0, style, text, false, false);
}
void Ui::status(std::string_view key, TextStyle style, std::string_view text) {
    paragraph(Role::status, key, 0, style, text, false, false);
}
void Ui::writers_text(std::string_view key, TextStyle style, std::string_view text, bool one_line) {
    paragraph(Role::text, key, 0, style, text, true, one_line);
}
void Ui::marked_text(std::string_view key, TextStyle style, const std::vector<model::Run>& runs, std::string marks) {
    std::string text;
    std::vector<std::uint32_t> lengths;
    for (const model::Run& run : runs) {
        while (lengths.size() % 3 != static_cast<std::size_t>(run.kind)) lengths.push_back(0);
        std::uint32_t units = 0;
        const std::string part = shown(run);
        for (const char c : part) {
            const auto byte = static_cast<unsigned char>(c);
            units += (byte & 0xC0U) == 0x80U ? 0U : byte >= 0xF0U ? 2U : 1U;
        }
        lengths.push_back(units);
        text += part;
    }
    writers_text(key, style, text);
    tree_.nodes.back().runs = std::move(lengths);
    tree_.nodes.back().marks = std::move(marks);
}
void Ui::hidden_text(std::string_view key, TextStyle style, std::string_view text) {
    Node& node = emit(Role::text, key, {boxes_.back().pen_x, boxes_.back().pen_y, 0, 0});
    node.style = static_cast<std::uint8_t>(style);
    node.text = words_.say(text);
    node.flags |= Flag::hidden;
}

void Ui::label(std::string_view key, int level, TextStyle style, std::string_view text, std::string_view field) {
    paragraph(Role::label, key, level, style, text, false, false);
    tree_.nodes.back().target = field;
}

// ---- Things to use --------------------------------------------------------------------------------------------------------

void Ui::button(std::string_view key, Button kind, std::string_view dutch, state::Event event, std::string_view name,
                std::string_view controls) {
    const int own_gap = next_gap_;
    std::string language;
    const std::string_view text = said(dutch, language);
    const bool section = kind == Button::section || kind == Button::section_open;
    const bool folding = section || kind == Button::folding || kind == Button::folding_open;
    const bool unfolded = kind == Button::folding_open || kind == Button::section_open;
    const bool framed = kind == Button::primary || kind == Button::standard;
    const TextStyle style = kind == Button::nav                   ? TextStyle::nav
                            : kind == Button::primary             ? TextStyle::action_primary
                            : kind == Button::standard || section ? TextStyle::action
                                                                  : TextStyle::quiet;
    const float left = framed ? px(sizes.button_x) : folding ? px(sizes.fold_x) : 0;
    const float right = framed ? left : 0;
    const float above = kind == Button::nav ? 0 : px(framed ? sizes.button_y : sizes.fold_y);
    const TextBlock block = wrap(style, text, available() - left - right);
    // A button whose text wraps takes the whole width, as shrink-to-fit does in the browser.
    const bool single = block.lines.size() == 1;
    const Rect at = place(single ? block.width + left + right : available(), block.height + 2 * above);
    if (item(key, at)) {
        const bool hovered = view_.hovered == key;
        const bool pressed = view_.pressed == key && hovered;
        Rect words = at;
        words.x += left;
        words.y += above;
        if (kind == Button::primary) {
            paint_frame(at, hovered ? Colour::accent_active : Colour::accent, Colour::accent, false);
        } else if (kind == Button::standard) {
            paint_frame(at, hovered ? Colour::notice : Colour::field, Colour::accent, true);
        } else if (kind == Button::quiet || kind == Button::nav) {
            underline(style, block, words, hovered);
        } else {
            const float half = dev(px(1));
            const ImVec2 middle(snap(dev(at.x + px(1.25F))), snap(dev(at.y + at.height / 2)));
            const ImU32 colour =
                packed(palette_[static_cast<std::size_t>(hovered ? Colour::accent_active : Colour::accent)]);
            ImDrawList& list = *ImGui::GetWindowDrawList();
            if (unfolded) {
                list.AddTriangleFilled({middle.x - half * 1.25F, middle.y - half * 0.75F},
                                       {middle.x + half * 1.25F, middle.y - half * 0.75F},
                                       {middle.x, middle.y + half * 0.75F}, colour);
            } else {
                list.AddTriangleFilled({middle.x - half * 0.75F, middle.y - half * 1.25F},
                                       {middle.x + half * 0.75F, middle.y},
                                       {middle.x - half * 0.75F, middle.y + half * 1.25F}, colour);
            }
        }
        if (pressed) words.y += 1 / view_.ratio;
        paint_text(style, text, block, words);
    }
    Node& node = emit(Role::button, key, at);
    node.style = static_cast<std::uint8_t>(style);
    node.gap = static_cast<std::uint8_t>(own_gap);
    node.text = text;
    node.name = name;
    node.language = std::move(language);
    node.lines = single ? 1 : 0;
    node.target = controls;
    if (kind == Button::primary) node.flags |= Flag::primary;
    if (kind == Button::quiet || kind == Button::nav) node.flags |= Flag::quiet;
    if (folding) node.flags |= Flag::folds;
    if (unfolded) node.flags |= Flag::unfolded;
    bindings_.push_back({std::string(key), std::move(event)});
}

void Ui::toggle(std::string_view key, std::string_view dutch, bool on, state::Event event) {
    const std::string_view text = words_.say(dutch);
    const TextStyle style = TextStyle::nav;
    const float before = px(sizes.switch_width + sizes.switch_gap);
    const TextBlock block = wrap(style, text, available() - before);
    const bool single = block.lines.size() == 1;
    const Rect at = place(single ? block.width + before : available(), block.height);
    if (item(key, at)) {
        const bool hovered = view_.hovered == key;
        // The track, and the square in it that stands left or right.
        Rect track = at;
        track.width = px(sizes.switch_width);
        track.height = px(sizes.switch_height);
        track.y += (px(token(style).line) - track.height) / 2;
        const Colour filled = hovered ? Colour::accent_active : Colour::accent;
        paint_frame(track, on ? filled : Colour::field, hovered ? Colour::text : Colour::edge, !on);
        const float inside = px(sizes.switch_inside);
        const float side = track.height - 2 * inside;
        const Rect square{on ? track.x + track.width - inside - side : track.x + inside, track.y + inside, side, side};
        paint_frame(square, on ? Colour::on_accent : hovered ? Colour::text : Colour::edge, Colour::edge, false);
        Rect words = at;
        words.x += before;
        paint_text(style, text, block, words);
    }
    Node& node = emit(Role::toggle, key, at);
    node.style = static_cast<std::uint8_t>(style);
    node.text = text;
    node.lines = single ? 1 : 0;
    if (on) node.flags |= Flag::on;
    bindings_.push_back({std::string(key), std::move(event)});
}

void Ui::plain_link(std::string_view key, TextStyle style, std::string_view dutch, std::string_view address,
                    state::Event event, bool writers, bool current, std::string_view name) {
    const int own_gap = next_gap_;
    std::string language;
    const std::string_view text = writers && !keeps_dutch_ ? dutch : said(dutch, language);
    TextBlock block;
    if (paints(writers)) block = wrap(style, text, available());
    const bool single = !writers && block.lines.size() == 1;
    const float width = single ? block.width : available();
    const float height = writers ? measured(key, width, std::max(block.height, px(token(style).line))) : block.height;
    const Rect at = place(width, height);
    if (item(key, at) && paints(writers)) {
        paint_text(style, text, block, at);
        if (style != TextStyle::brand) underline(style, block, at, view_.hovered == key);
    }
    Node& node = emit(Role::link, key, at);
    node.style = static_cast<std::uint8_t>(style);
    node.gap = static_cast<std::uint8_t>(own_gap);
    node.text = text;
    node.name = name;
    node.language = std::move(language);
    node.lines = single ? 1 : 0;
    node.address = address;
    if (writers) node.flags |= Flag::writers_text;
    if (current) node.flags |= Flag::current;
    bindings_.push_back({std::string(key), std::move(event)});
}

void Ui::link(std::string_view key, TextStyle style, std::string_view text, std::string_view address,
              state::Event event, bool current, std::string_view name) {
    plain_link(key, style, text, address, std::move(event), false, current, name);
}

void Ui::skip_link(std::string_view key, std::string_view dutch, std::string_view address, state::Event event) {
    const std::string_view text = words_.say(dutch);
    const TextStyle style = TextStyle::nav;
    const Box& box = boxes_.back();
    const TextBlock block = wrap(style, text, box.width);
    // A skip link takes no room: while it has the focus it covers the first thing of its container.
    const Rect at{box.x, box.y, block.width, px(token(style).line)};
    if (item(key, at) && view_.focused == key) {
        paint_frame(at, Colour::background, Colour::background, false);
        paint_text(style, text, block, at);
        underline(style, block, at, view_.hovered == key);
    }
    Node& node = emit(Role::link, key, at);
    node.style = static_cast<std::uint8_t>(style);
    node.text = text;
    node.lines = 1;
    node.address = address;
    node.flags |= Flag::skips;
    bindings_.push_back({std::string(key), std::move(event)});
}

void Ui::writers_link(std::string_view key, std::string_view text, std::string_view address, state::Event event) {
    plain_link(key, TextStyle::link, text, address, std::move(event), true, false, {});
}

void Ui::field(Role role, std::string_view key, std::string_view label, std::string_view value, int least_lines,
               state::Event event, std::string_view description) {
    const int own_gap = next_gap_;
    const float width = role == Role::date ? std::min(available(), px(sizes.date)) : available();
    const float inside = width - 2 * px(sizes.field_x);
    const TextStyle style = TextStyle::body;
    TextBlock block;
    if (paints(true)) block = wrap(style, value, inside);
    const float line = px(token(style).line);
    const float padding = 2 * px(sizes.field_y);
    float height = std::max(block.height, static_cast<float>(least_lines) * line) + padding;
    if (role != Role::text_area) {
        height = line + padding;
        if (!block.lines.empty()) block.lines.resize(1);
    } else {
        height = measured(key, width, height);
    }
    const Rect at = place(width, height);
    if (item(key, at)) {
        paint_frame(at, reads_along_ ? Colour::background : Colour::field,
                    view_.hovered == key || view_.focused == key ? Colour::text : Colour::edge, true);
        if (paints(true)) {
            Rect words = at;
            words.x += px(sizes.field_x);
            words.y += px(sizes.field_y);
            paint_text(style, value, block, words);
        }
    }
    Node& node = emit(role, key, at);
    node.style = static_cast<std::uint8_t>(style);
    node.gap = static_cast<std::uint8_t>(own_gap);
    node.lines = static_cast<std::uint8_t>(least_lines);
    node.value = value;
    node.target = label;
    node.description = description;
    node.language = "nl";
    if (reads_along_) node.flags |= Flag::read_only;
    bindings_.push_back({std::string(key), std::move(event)});
}

void Ui::text_area(std::string_view key, std::string_view label, std::string_view value, int least_lines,
                   state::Event event, std::string_view description) {
    field(Role::text_area, key, label, value, least_lines, std::move(event), description);
}
void Ui::text_line(std::string_view key, std::string_view label, std::string_view value, state::Event event,
                   std::string_view description) {
    field(Role::text_line, key, label, value, 1, std::move(event), description);
}
void Ui::search_line(std::string_view key, std::string_view label, std::string_view value, state::Event event) {
    field(Role::text_line, key, label, value, 1, std::move(event), {});
    flag_last(Flag::searches);
}
void Ui::date(std::string_view key, std::string_view label, std::string_view value, state::Event event) {
    field(Role::date, key, label, value, 1, std::move(event), {});
}

void Ui::file_chooser(std::string_view key, std::string_view text) {
    // The browser's own chooser lies over the painted button, so that no script has to open it, and nothing is bound to it.
    button(key, Button::standard, text, {});
    tree_.nodes.back().role = Role::file;
    bindings_.pop_back();
}

}  // namespace screen
