// The application in one object: state, Dear ImGui context, the last tree and what its controls do. Browser and tests both
// drive this. It knows no browser: effects are handed back, fonts and view are handed in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "screen/page.h"
#include "screen/picture.h"
#include "screen/view.h"
#include "semantics/diff.h"
#include "semantics/node.h"
#include "state/effect.h"
#include "state/state.h"
#include "state/update.h"

struct ImFontLoader;
struct ImGuiContext;

namespace screen {

class App {
  public:
    // loader: draws the glyphs (the browser's fonts); nullptr: the bundled font. It is told which font it draws for through
    // ImFontConfig::FontLoaderData, a FontFace that lives as long as the App.
    explicit App(const ImFontLoader* loader);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    struct FontFace {
        Colour colour = Colour::text;
        Weight weight = Weight::regular;
        const View* view = nullptr;  // for palette, ratio and unit
    };

    View& view() { return view_; }  // change it, then call changed()
    const View& view() const { return view_; }
    const state::State& state() const { return state_; }
    const semantics::Tree& tree() const { return tree_; }

    // What was done to the page as it was drawn last.
    std::vector<state::Effect> dispatch(const state::Event& event, const state::LocalTime& now, std::string random_id) {
        return dispatch(event, now, std::move(random_id), tree_.token);
    }
    // token: semantics::Tree::token of the delta that gave the field its text.
    std::vector<state::Effect> dispatch(const state::Event& event, const state::LocalTime& now, std::string random_id,
                                        state::Token token);

    // The English words, as app/screen/english.txt has them. They are used while the state's language is English.
    void set_english(std::string text) { english_ = Catalog(std::move(text)); }

    // The event of the control with this key; nullptr when the page has no such control any more.
    const state::Event* event_of(std::string_view key) const;
    // As event_of(), for a field, with its text in the event. The DOM has this text, so no delta will send it back.
    const state::Event* edit_of(std::string_view key, std::string_view text);

    // The view changed, so the picture may. Palette, ratio and unit also change the fonts.
    void changed();
    // Something happened since the last frame that the page does not show yet. One frame shows all of it (tests/unit/screen/frames_test.cpp).
    bool frame_due() const { return frame_due_; }
    // Lays out, paints into draw data and emits the tree.
    void frame();
    // What changed in the tree since the last call, as JSON (semantics/diff.h); empty: nothing.
    std::string delta() { return differ_.delta(tree_); }
    // A part of the last frame as pixels: `top` and `height` in device px, the width is the page's.
    const Picture& picture(int top, int height);
    // What is drawn in such a part, band by band (hash_bands in screen/picture.h).
    const std::vector<std::uint64_t>& bands(int top, int height);
    int picture_width() const;  // device px
    std::uint32_t background() const;

  private:
    void build_fonts();
    // Whether the elements show the state as it is by now. Then the events of the controls are brought up to date, and no frame is due.
    bool is_shown();
    void describe(semantics::Tree& tree) const;
    // The reason as the screen shows it; empty when nothing was refused, or when the announcement says the reason.
    std::string why_refused(state::Announcement::Kind kind) const;

    const Catalog& words() const { return state_.language.now == state::Language::english ? english_ : dutch_; }

    state::State state_;
    Catalog dutch_, english_;
    View view_;
    Fonts fonts_;
    const ImFontLoader* loader_;
    std::vector<FontFace> faces_;
    const Palette* fonts_palette_ = nullptr;
    float fonts_ratio_ = 0, fonts_unit_ = 0;
    ImGuiContext* context_ = nullptr;
    semantics::Tree tree_;
    state::Route drawn_route_;
    Found found_;  // in the list of drafts as it is by now
    semantics::Differ differ_;
    std::vector<Binding> bindings_;
    state::Event edited_;
    bool frame_due_ = true;
    Picture picture_;
    std::vector<std::uint64_t> bands_;
};

}  // namespace screen
