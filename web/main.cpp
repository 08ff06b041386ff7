// Wiring: what the page's scripts call, turned into events; effects handed to the page. It decides nothing.
#include <emscripten/emscripten.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "canvas_font.h"
#include "door.h"
#include "page.h"
#include "screen/app.h"

namespace {

screen::App& app() {
    static screen::App the_app(web::canvas_font_loader());
    return the_app;
}

// For the next call: the page asks for room for each text and writes the bytes there, hands in each number, and then calls.
std::vector<std::string>& texts() {
    static std::vector<std::string> passed;
    return passed;
}
// There is room for more than any event has, so that what does not fit is too many in any case.
std::array<double, 12> numbers;
std::size_t number_count = 0;

// The first text that is still there; the last call of a function takes the last one.
[[gnu::noinline]] std::string take_text() {
    if (texts().empty()) return {};
    std::string first = std::move(texts().front());
    texts().erase(texts().begin());
    return first;
}

state::LocalTime now() {
    std::int32_t parts[7] = {};
    page_local_time(parts);
    return {parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]};
}

// Where the values of an effect go.
struct Page {
    [[gnu::noinline]] void text(const std::string& value) const { page_text(value.data(), value.size()); }
    void number(double value) const { page_number(value); }
    void yes_or_no(bool value) const { page_yes_or_no(value); }
    void list(std::size_t count) const { page_list(count); }
};

void dispatch(const state::Event& event, state::Token token = app().tree().token) {
    std::string random_id(32, '\0');
    page_random_hex(random_id.data(), random_id.size() / 2);
    for (const state::Effect& effect : app().dispatch(event, now(), std::move(random_id), token)) {
        std::visit([](const auto& one) { web::write(Page{}, one); }, effect);
        page_effect(effect.index());
    }
    if (app().frame_due()) page_request_frame();
}

void view_changed() {
    app().changed();
    page_request_frame();
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE char* text_argument(std::size_t size) { return texts().emplace_back(size, '\0').data(); }
EMSCRIPTEN_KEEPALIVE void number_argument(double value) {
    if (number_count < numbers.size()) numbers[number_count++] = value;
}

// An event that the page sends: its place in state::PageEvent, and before it its values. False: that is no such event, or not its values.
EMSCRIPTEN_KEEPALIVE std::int32_t event(std::size_t kind) {
    web::Row row(std::exchange(texts(), {}), {numbers.data(), std::exchange(number_count, 0)});
    state::Event read;
    if (!web::read_event<state::PageEvent>(kind, row, read)) return 0;
    dispatch(read);
    return 1;
}

// Whether something happened that the page does not show yet.
EMSCRIPTEN_KEEPALIVE std::int32_t frame_due() { return app().frame_due(); }
// Whether something typed is kept nowhere else.
EMSCRIPTEN_KEEPALIVE std::int32_t unkept() { return state::is_unkept(app().state()); }
// Whether there is any draft that a store could have lost.
EMSCRIPTEN_KEEPALIVE std::int32_t holds_drafts() { return app().state().drafts.empty() ? 0 : 1; }

// Strings: key of the field, its text. token: of the delta that gave the field the text which the edit goes on from.
EMSCRIPTEN_KEEPALIVE void edited(state::Token token) {
    const std::string key = take_text();
    if (const state::Event* event = app().edit_of(key, take_text())) dispatch(state::Event(*event), token);
}

// String: key of the button or link.
EMSCRIPTEN_KEEPALIVE void activated() {
    if (const state::Event* event = app().event_of(take_text())) dispatch(state::Event(*event));
}

// String: key of the field that lost the focus.
EMSCRIPTEN_KEEPALIVE void field_left() {
    const state::Event* const event = app().event_of(take_text());
    if (event == nullptr) return;
    if (const auto* answer = std::get_if<state::EditAnswer>(event)) dispatch(state::FieldLeft{answer->draft});
    if (const auto* detail = std::get_if<state::EditTripDetail>(event)) dispatch(state::FieldLeft{detail->draft});
}

// String: what app/screen/english.txt holds. EnglishRead follows.
EMSCRIPTEN_KEEPALIVE void set_english() { app().set_english(take_text()); }

EMSCRIPTEN_KEEPALIVE void set_view(float width, float ratio, float unit, std::int32_t dark,
                                   std::int32_t more_contrast) {
    screen::View& view = app().view();
    view.width = width;
    view.ratio = ratio;
    view.unit = unit;
    view.dark = dark != 0;
    view.more_contrast = more_contrast != 0;
    view.paints_writers_text = false;
    view_changed();
}

EMSCRIPTEN_KEEPALIVE void set_baseline(std::int32_t style, float css_px) {
    std::array<float, screen::text_style_count>& baselines = app().view().baselines;
    if (style >= 0 && static_cast<std::size_t>(style) < baselines.size())
        baselines[static_cast<std::size_t>(style)] = css_px;
}

// Strings: keys that the pointer is over, presses, and that has the focus; empty: none.
EMSCRIPTEN_KEEPALIVE void point() {
    screen::View& view = app().view();
    view.hovered = take_text();
    view.pressed = take_text();
    view.focused = take_text();
    view_changed();
}

// String: key. CSS px.
EMSCRIPTEN_KEEPALIVE void measured(float width, float height) {
    app().view().measured[take_text()] = {width, height};
    view_changed();
}

// Draws one frame and hands over what changed.
EMSCRIPTEN_KEEPALIVE void frame() {
    app().frame();
    const std::string delta = app().delta();
    if (!delta.empty()) page_apply(delta.data(), delta.size());
}

// A part of the page as RGBA8 rows of the page's width; valid until the next call. Device px.
EMSCRIPTEN_KEEPALIVE const std::uint32_t* picture(std::int32_t top, std::int32_t height) {
    return app().picture(top, height).pixels.data();
}
// 64 bits for each band of such a part, the same as long as its pixels are; valid until the next call.
EMSCRIPTEN_KEEPALIVE const std::uint64_t* bands(std::int32_t top, std::int32_t height) {
    return app().bands(top, height).data();
}
EMSCRIPTEN_KEEPALIVE std::int32_t band_height() { return screen::band_height; }
EMSCRIPTEN_KEEPALIVE std::int32_t picture_width() { return app().picture_width(); }

}  // extern "C"
