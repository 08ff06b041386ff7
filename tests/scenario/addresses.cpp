// Where the writer is: addresses, new drafts, going back, the order of the list.
#include "scenario.h"

using namespace scenario;

namespace {
const std::string unknown_id(32, 'e');
}

TEST_CASE("an address opens its screen") {
    Store store;
    const std::string id = Page(store).write_draft("tekst");
    const auto route_of = [&](const std::string& hash) { return Page(store, hash).state.route; };
    CHECK(route_of("") == Route{});
    CHECK(route_of("#") == Route{});
    CHECK(route_of("#/") == Route{});
    CHECK(route_of("#/importeren") == Route{Screen::import, {}});
    CHECK(route_of("#/verslag/" + id) == Route{Screen::write, id});
    CHECK(route_of("#/verslag/" + id + "/controleren") == Route{Screen::check, id});
    CHECK(route_of("#/verslag/" + id + "/versies") == Route{Screen::versions, id});
    CHECK(address(route_of("#/verslag/" + id + "/versies")) == "#/verslag/" + id + "/versies");
}

TEST_CASE("an unknown address becomes the list") {
    Store store;
    for (const char* hash :
         {"#/hulp-me", "#verslag", "#/verslag/", "#/verslag/kort", "#/verslag//controleren", "/", "#/nieuw/",
          "#/verslag/0123456789ABCDEF0123456789ABCDEF", "#/verslag/0123456789abcdef0123456789abcdef/anders"}) {
        INFO(hash);
        Page page(store, hash);
        CHECK(page.state.route == Route{});
        CHECK(page.history == std::vector<std::string>{"#/"});
        const auto effects = page.act(Navigated{hash});
        REQUIRE(find<SetAddress>(effects));
        CHECK(find<SetAddress>(effects)->replace);
    }
}

TEST_CASE("#/nieuw replaces its own entry of the history and is ready to type in") {
    Store store;
    Page page(store);
    const auto effects = page.act(Navigated{"#/nieuw"});
    REQUIRE(page.state.blank);
    const std::string id = page.state.blank->draft.id;
    CHECK(page.state.route == Route{Screen::write, id});
    REQUIRE(effects.size() == 3);
    CHECK(find<AskForLease>(effects)->draft == id);
    const auto* set = find<SetAddress>(effects);
    REQUIRE(set);
    CHECK(set->hash == "#/verslag/" + id);
    CHECK(set->replace);
    CHECK(set->fresh);
    CHECK(find<MoveFocus>(effects)->key == "answer.persons");
    CHECK(page.state.drafts.empty());
    CHECK(store.writes == 0);
}

TEST_CASE("the button for a new draft is a step in the history") {
    Store store;
    Page page(store);
    const auto effects = page.act(NewDraft{});
    CHECK_FALSE(find<SetAddress>(effects)->replace);
    CHECK(find<SetAddress>(effects)->fresh);
    CHECK(find<MoveFocus>(effects));
}

TEST_CASE("an untouched new draft survives a reload, a deleted one does not come back by its address") {
    Store store;
    Page page(store);
    const std::string id = page.start_draft();
    Page again(store, page.address, page.address_is_fresh);
    REQUIRE(again.state.blank);
    CHECK(again.state.blank->draft.id == id);
    again.type(id, "x");
    again.flush();
    CHECK(again.state.drafts.size() == 1);

    again.act(DeleteDraft{id});
    again.act(Navigated{"#/verslag/" + id, true});
    CHECK(again.state.route == Route{Screen::write, id});
    CHECK_FALSE(find_entry(again.state, id));
    again.act(UndoDelete{});
    CHECK(again.text(id) == "x");
}

TEST_CASE("a draft that was kept once is no new draft any more, wherever its address is opened") {
    Store store;
    Page page(store);
    const std::string id = page.start_draft();
    REQUIRE(page.address_is_fresh);
    page.type(id, "x");
    CHECK(page.address_is_fresh);  // kept nowhere yet
    page.flush();
    CHECK(page.address == "#/verslag/" + id);
    CHECK_FALSE(page.address_is_fresh);
    CHECK(page.history.size() == 1);
    // Taken away since, by the browser.
    Store emptied;
    CHECK_FALSE(find_entry(Page(emptied, page.address, page.address_is_fresh).state, id));

    SECTION("also where it was kept only when another address was shown") {
        const std::string other = page.start_draft();
        page.type(other, "y");
        page.act(GoTo{{Screen::help, {}}});
        page.flush();
        page.act(Navigated{"#/verslag/" + other, true});
        CHECK(page.address == "#/verslag/" + other);
        CHECK_FALSE(page.address_is_fresh);
    }
}

TEST_CASE("an unknown draft stays an address without a draft") {
    Store store;
    Page page(store, "#/verslag/" + unknown_id);
    CHECK(page.state.route == Route{Screen::write, unknown_id});
    CHECK_FALSE(find_entry(page.state, unknown_id));
    CHECK(page.history.empty());
    page.flush();
    page.leave_field();
    CHECK(store.writes == 0);
}

TEST_CASE("going to a screen is a step in the history, going there twice is one") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("x");
    auto effects = page.act(GoTo{{Screen::check, id}});
    CHECK(page.state.route == Route{Screen::check, id});
    CHECK_FALSE(find<SetAddress>(effects)->replace);
    CHECK_FALSE(find<SetAddress>(effects)->fresh);
    CHECK(find<SetAddress>(effects)->hash == "#/verslag/" + id + "/controleren");
    CHECK(find<ScrollToTop>(effects));
    CHECK_FALSE(find<MoveFocus>(effects));
    CHECK(find<SetAddress>(page.act(GoTo{{Screen::check, id}}))->replace);

    effects = page.act(GoTo{{Screen::write, id}, "answer.met"});
    CHECK(find<MoveFocus>(effects)->key == "answer.met");
    CHECK_FALSE(find<ScrollToTop>(effects));
}

TEST_CASE("the list is sorted when it comes into view, not while typing") {
    Store store;
    Page page(store);
    const std::string first = page.write_draft("een"), second = page.write_draft("twee");
    page.act(GoTo{{Screen::write, first}});
    page.type(first, "een en meer");
    CHECK(page.state.drafts[0].draft.id == second);
    page.act(GoTo{});
    CHECK(page.state.drafts[0].draft.id == first);

    page.type(second, "twee en meer");
    page.act(Navigated{"#/"});
    CHECK(page.state.drafts[0].draft.id == second);
    page.flush();
    CHECK(Page(store).state.drafts[0].draft.id == second);
}

TEST_CASE("a clock that goes back or knows no year changes the order and nothing else") {
    Store store;
    Page page(store);
    for (const LocalTime& now :
         {LocalTime{2026, 11, 23, 14, 0, 0, 60}, LocalTime{}, LocalTime{2100, 1, 1, 0, 0, 0, -600},
          LocalTime{-3, 0, 0, 0, 0, 0, 0}, LocalTime{}, LocalTime{123456, 99, 99, 99, 99, 99, 99999}}) {
        page.now = now;
        page.write_draft("verslag");
        page.act(GoTo{});
    }
    CHECK(page.state.drafts.size() == 6);
    for (const auto& entry : page.state.drafts) CHECK(entry.safety == Safety::in_browser);
    CHECK(Page(store).state.drafts.size() == 6);

    // The revision decides which slot is the newest, whatever the clock says.
    page.now = {1970, 1, 1, 0, 0, 0, 0};
    const std::string id = page.state.drafts.front().draft.id;
    page.type(id, "nieuwste tekst");
    page.flush();
    CHECK(Page(store).text(id) == "nieuwste tekst");
}

TEST_CASE("hints fold, more drafts are shown") {
    Store store;
    Page page(store);
    page.act(Toggle{"hint.met"});
    CHECK(page.state.unfolded.count("hint.met") == 1);
    page.act(Unfold{"hint.met"});
    CHECK(page.state.unfolded.count("hint.met") == 1);
    page.act(Toggle{"hint.met"});
    CHECK(page.state.unfolded.empty());
    CHECK(page.act(ShowMore{}).empty());
    CHECK(page.state.list.shown == 100);
    const auto shown = page.act(ShowMore{"open.x"});
    REQUIRE(find<MoveFocus>(shown) != nullptr);
    CHECK(find<MoveFocus>(shown)->key == "open.x");
    CHECK(page.state.list.shown == 150);
    // What is looked for stands at the top of a new list.
    page.act(EditSearch{"gent"});
    CHECK(page.state.list.search == "gent");
    CHECK(page.state.list.shown == 50);
    page.act(GoTo{{Screen::help, {}}, {}});
    page.act(Navigated{"#/"});
    CHECK(page.state.list.search == "gent");
    CHECK(page.state.now == page.now);
}
