// The text view, the language and the shortcuts: what the writer chose wins, and nothing is said twice.
#include "scenario.h"

using namespace scenario;
using Said = Announcement::Kind;
using Choice = RememberTextView::Choice;
using Why = TextView::Why;

namespace {

std::uint32_t times_said(const Page& page) { return page.state.told.last.serial; }
bool shows_text(const std::vector<Effect>& effects, bool text) {
    const ShowFace* const face = find<ShowFace>(effects);
    return face != nullptr && face->text == text;
}
Choice remembered(const std::vector<Effect>& effects) {
    const RememberTextView* const remember = find<RememberTextView>(effects);
    REQUIRE(remember != nullptr);
    return remember->choice;
}

}  // namespace

TEST_CASE("text view: switched on and off by the writer, said and remembered") {
    Store store;
    Page page(store);
    const auto on = page.act(SwitchTextView{});
    CHECK(shows_text(on, true));
    CHECK(remembered(on) == Choice::on);
    CHECK(page.said() == Said::text_view_on);
    const auto off = page.act(SwitchTextView{});
    CHECK(shows_text(off, false));
    CHECK(remembered(off) == Choice::nothing);
    CHECK(page.said() == Said::text_view_off);
}

TEST_CASE("text view: chosen on an earlier visit it opens in silence") {
    Store store;
    Page page(store);
    CHECK(shows_text(page.act(TextViewRemembered{true}), true));
    CHECK(page.said() == Said::none);
    CHECK(page.act(TextViewWanted{Why::spacing}).empty());
    CHECK(remembered(page.act(SwitchTextView{})) == Choice::nothing);
}

TEST_CASE("text view: opened by itself it says why, once; who leaves it is not asked again") {
    Store store;
    Page page(store);
    const auto opened = page.act(TextViewWanted{Why::own_colours});
    CHECK(shows_text(opened, true));
    CHECK(find<RememberTextView>(opened) == nullptr);
    CHECK(page.said() == Said::text_view_opened);
    const std::uint32_t said = times_said(page);
    CHECK(page.act(TextViewWanted{Why::translated}).empty());
    CHECK(times_said(page) == said);
    CHECK(remembered(page.act(SwitchTextView{})) == Choice::declined);
    CHECK(page.act(TextViewWanted{Why::spacing}).empty());
    CHECK_FALSE(page.state.text_view.on);
    // Chosen all the same it is chosen.
    CHECK(remembered(page.act(SwitchTextView{})) == Choice::on);
}

TEST_CASE("text view: declined on an earlier visit only what cannot be otherwise opens it") {
    Store store;
    Page page(store);
    page.act(TextViewRemembered{false});
    CHECK(page.act(TextViewWanted{Why::spacing}).empty());
    CHECK(shows_text(page.act(TextViewWanted{Why::cannot_paint}), true));
    const auto refused = page.act(SwitchTextView{});
    CHECK(refused.empty());
    CHECK(page.state.text_view.on);
    CHECK(page.state.text_view.refused);
    CHECK(page.said() == Said::text_view_refused);
}

TEST_CASE("language: English when its words are here, Dutch at once, both remembered") {
    Store store;
    Page page(store);
    const auto asked = page.act(SwitchLanguage{});
    CHECK(find<LoadEnglish>(asked) != nullptr);
    CHECK(page.state.language.now == Language::dutch);
    CHECK(page.said() == Said::none);
    const auto read = page.act(EnglishRead{});
    CHECK(page.state.language.now == Language::english);
    REQUIRE(find<RememberLanguage>(read) != nullptr);
    CHECK(find<RememberLanguage>(read)->language == Language::english);
    CHECK(page.said() == Said::language);
    const auto back = page.act(SwitchLanguage{});
    CHECK(page.state.language.now == Language::dutch);
    REQUIRE(find<RememberLanguage>(back) != nullptr);
    CHECK(find<RememberLanguage>(back)->language == Language::dutch);
}

TEST_CASE("language: remembered it comes in silence; words that do not come are told") {
    Store store;
    Page page(store);
    CHECK(page.act(EnglishRead{true}).empty());
    CHECK(page.said() == Said::none);
    page.act(SwitchLanguage{});
    page.act(SwitchLanguage{});
    page.act(EnglishMissing{});
    CHECK(page.state.language.now == Language::dutch);
    CHECK(page.state.language.is_missing);
    CHECK(page.said() == Said::language_missing);
    page.act(SwitchLanguage{});
    CHECK_FALSE(page.state.language.is_missing);
}

TEST_CASE("shortcuts: from question to question, and not past the last") {
    using To = Shortcut::To;
    Store store;
    Page page(store);
    const auto goes_to = [&page](To to, const std::string& from) {
        const auto effects = page.act(Shortcut{to, from});
        const MoveFocus* const focus = find<MoveFocus>(effects);
        return focus == nullptr ? std::string() : focus->key;
    };
    CHECK(goes_to(To::next_question, "").empty());  // no questions on this screen
    page.write_draft("tekst");
    CHECK(goes_to(To::next_question, "answer.persons") == "answer.duration");
    CHECK(goes_to(To::next_question, "answer.results") == "answer.followup");
    CHECK(goes_to(To::next_question, "answer.followup").empty());
    CHECK(goes_to(To::previous_question, "answer.duration") == "answer.persons");
    CHECK(goes_to(To::previous_question, "answer.persons").empty());
    CHECK(goes_to(To::next_question, "check") == "answer.persons");
    CHECK(goes_to(To::previous_question, "") == "answer.followup");
}

TEST_CASE("shortcuts: new, check, download and help, each only where it means something") {
    using To = Shortcut::To;
    Store store;
    Page page(store);
    CHECK(page.act(Shortcut{To::check}).empty());
    CHECK(page.act(Shortcut{To::download}).empty());
    page.act(Shortcut{To::new_draft});
    CHECK(page.state.route.screen == Screen::write);
    CHECK(page.state.blank.has_value());
    const std::string id = page.write_draft("een antwoord");
    const auto from_writing = page.act(Shortcut{To::download});
    REQUIRE(find<Download>(from_writing) != nullptr);
    page.act(Shortcut{To::check});
    CHECK(page.state.route == Route{Screen::check, id});
    const auto from_check = page.act(Shortcut{To::download});
    REQUIRE(find<Download>(from_check) != nullptr);
    CHECK(find<Download>(from_check)->bytes == find<Download>(from_writing)->bytes);
    CHECK(page.act(Shortcut{To::check}).empty());
    const auto searches = page.act(Shortcut{To::search});
    CHECK(page.state.route.screen == Screen::drafts);
    CHECK(find<MoveFocus>(searches)->key == "search");
    page.act(DeleteDraft{id});
    CHECK(find<MoveFocus>(page.act(Shortcut{To::search}))->key == "screen");
    page.act(Shortcut{To::help});
    CHECK(page.state.route.screen == Screen::help);
    CHECK(address(page.state.route) == "#/hulp");
    CHECK(page.act(Shortcut{To::download}).empty());
}
