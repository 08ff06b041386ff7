// Several tabs of one browser on one draft: one writes, the others read along; it is handed over, taken, and given back, and no letter
// is lost on the way. The locks of a browser, and the messages between its tabs, are a few lines here.
#include <memory>

#include <catch2/generators/catch_generators.hpp>

#include "scenario.h"

using namespace scenario;

namespace {

// As web/tabs.js does it. A frozen tab hears nothing.
class Browser {
  public:
    Store store;
    SafetyCopy copy;

    Page& open(const std::string& hash) {
        pages_.emplace_back();
        One& one = pages_.back();
        const std::string writer = "0000000" + std::to_string(pages_.size());
        one.page = std::make_unique<Page>(store, &copy, hash, false, writer);
        one.page->other_tabs = [this, &one](const Effect& effect) { told(one, effect); };
        // What the start asked for before anybody listened.
        show(one, one.page->state.route.draft);
        return *one.page;
    }
    void freeze(const Page& page, bool frozen) { of(page).frozen = frozen; }
    // The other tab has had its three seconds.
    void patience_ends(Page& page) {
        One& one = of(page);
        if (one.wants.empty()) return;
        if (One* const holder = holder_of(one.wants)) {
            holder->held.clear();
            stolen_.emplace_back(holder, one.wants);
        }
        grant(one);
    }
    void thaw(Page& page) {
        freeze(page, false);
        for (auto& [one, draft] : std::exchange(stolen_, {})) one->page->act(LeaseElsewhere{draft});
    }
    void close(const Page& page) {
        One& closed = of(page);
        const std::string draft = std::exchange(closed.held, {});
        closed.closed = true;
        free(draft);
    }
    // What is written in one is seen in the others.
    void look_round() {
        for (One& one : pages_) {
            if (one.closed || one.frozen || one.held == one.shown) continue;
            one.page->act(read_stores(store, &copy, one.shown));
        }
    }

  private:
    struct One {
        std::unique_ptr<Page> page;
        std::string shown, held, wants;
        bool frozen = false, closed = false;
    };
    One& of(const Page& page) {
        return *std::find_if(pages_.begin(), pages_.end(), [&](const One& one) { return one.page.get() == &page; });
    }
    One* holder_of(const std::string& draft) {
        const auto found =
            std::find_if(pages_.begin(), pages_.end(), [&](const One& one) { return one.held == draft; });
        return found == pages_.end() ? nullptr : &*found;
    }

    void show(One& one, const std::string& draft) {
        const std::string before = std::exchange(one.held, {});
        one.shown = draft;
        one.wants.clear();
        if (!before.empty()) free(before);
        if (draft.empty()) return;
        if (holder_of(draft) != nullptr) {
            one.page->act(LeaseElsewhere{draft});
        } else {
            one.held = draft;
            one.page->act(LeaseGiven{draft});
        }
    }
    void grant(One& one) {
        one.held = std::exchange(one.wants, {});
        one.page->act(read_stores(store, &copy, one.held));
        one.page->act(LeaseGiven{one.held});
    }
    void free(const std::string& draft) {
        for (One& one : pages_) {
            if (one.closed || one.frozen || one.shown != draft || holder_of(draft) != nullptr) continue;
            one.wants = draft;
            grant(one);
        }
    }
    void told(One& one, const Effect& effect) {
        if (const auto* hold = std::get_if<AskForLease>(&effect)) {
            if (!hold->take) return show(one, hold->draft);
            one.wants = hold->draft;
            One* const holder = holder_of(hold->draft);
            if (holder == nullptr) return grant(one);
            if (!holder->frozen) holder->page->act(LeaseWanted{hold->draft});
        } else if (const auto* given = std::get_if<GiveUpLease>(&effect)) {
            one.held.clear();
            for (One& other : pages_) {
                if (!other.closed && other.wants == given->draft) grant(other);
            }
        }
    }

    std::deque<One> pages_;
    std::vector<std::pair<One*, std::string>> stolen_;
};

bool reads(const Page& page) { return reads_along(page.state, page.state.route.draft); }
const std::string& shown_text(const Page& page) { return page.text(page.state.route.draft); }

struct TwoTabs {
    Browser browser;
    std::string id;
    Page *first, *second;

    TwoTabs() {
        Page& page = browser.open("#/");
        id = page.write_draft("begin");
        first = &page;
        second = &browser.open("#/verslag/" + id);
    }
};

}  // namespace

TEST_CASE("the second tab reads along: it takes no text, and sees what the first one writes") {
    TwoTabs tabs;
    CHECK(!reads(*tabs.first));
    CHECK(reads(*tabs.second));
    CHECK(tabs.second->said() == Announcement::Kind::reads_along);
    tabs.first->type(tabs.id, "begin, en verder");
    tabs.first->flush();
    tabs.browser.look_round();
    CHECK(shown_text(*tabs.second) == "begin, en verder");
    CHECK(tabs.second->state.drafts.size() == 1);
    tabs.second->act(TidyBullets{tabs.id, 0});
    tabs.second->act(RemoveUnplaced{tabs.id, 0});
    CHECK(tabs.second->entry(tabs.id).edits == 0);
}

TEST_CASE("go on here: what the first tab had not kept yet is kept, and then it reads along") {
    TwoTabs tabs;
    tabs.first->type(tabs.id, "begin, en nog niet bewaard");
    tabs.second->act(WriteHere{});
    CHECK(reads(*tabs.first));
    CHECK(!reads(*tabs.second));
    CHECK(shown_text(*tabs.second) == "begin, en nog niet bewaard");
    CHECK(tabs.second->said() == Announcement::Kind::writes_here);
    tabs.second->drawn();
    tabs.second->type(tabs.id, "begin, en nog niet bewaard, hier");
    tabs.second->flush();
    tabs.browser.look_round();
    CHECK(shown_text(*tabs.first) == "begin, en nog niet bewaard, hier");
    tabs.first->act(WriteHere{});
    tabs.first->drawn();
    tabs.first->type(tabs.id, "terug");
    tabs.first->flush();
    CHECK(tabs.first->state.drafts.size() == 1);
    CHECK(Page(tabs.browser.store, &tabs.browser.copy).text(tabs.id) == "terug");
}

TEST_CASE("it is given up only when the safety copy has it") {
    TwoTabs tabs;
    tabs.first->type(tabs.id, "x");
    tabs.first->hold_answers = true;
    tabs.second->act(WriteHere{});
    CHECK(!reads(*tabs.first));
    CHECK(tabs.second->state.lease.by == Lease::By::passing);
    tabs.first->answer(1);  // localStorage
    CHECK(!reads(*tabs.first));
    tabs.first->answer(1);  // the safety copy
    CHECK(reads(*tabs.first));
    CHECK(shown_text(*tabs.second) == "x");
    CHECK(!reads(*tabs.second));
}

TEST_CASE("a frozen tab is waited for no longer than it takes; its text is kept as a version of its own") {
    TwoTabs tabs;
    tabs.browser.freeze(*tabs.first, true);
    tabs.first->type(tabs.id, "begin, bevroren");  // typed, and frozen before it was written
    tabs.second->act(WriteHere{});
    CHECK(tabs.second->state.lease.by == Lease::By::passing);
    tabs.browser.patience_ends(*tabs.second);
    CHECK(!reads(*tabs.second));
    tabs.second->type(tabs.id, "begin, overgenomen");
    tabs.second->flush();
    tabs.browser.thaw(*tabs.first);
    CHECK(tabs.first->said() == Announcement::Kind::conflict);
    CHECK(tabs.first->state.route.draft != tabs.id);
    CHECK(!reads(*tabs.first));  // of its own version it is the writer
    CHECK(shown_text(*tabs.first) == "begin, bevroren");
    const Page after(tabs.browser.store, &tabs.browser.copy);
    CHECK(after.text(tabs.id) == "begin, overgenomen");
    CHECK(after.text(tabs.first->state.route.draft) == "begin, bevroren");
}

TEST_CASE("a frozen tab with nothing of its own reads along when it comes back") {
    TwoTabs tabs;
    tabs.browser.freeze(*tabs.first, true);
    tabs.second->act(WriteHere{});
    tabs.browser.patience_ends(*tabs.second);
    tabs.second->type(tabs.id, "begin, overgenomen");
    tabs.second->flush();
    tabs.browser.thaw(*tabs.first);
    CHECK(reads(*tabs.first));
    tabs.browser.look_round();
    CHECK(shown_text(*tabs.first) == "begin, overgenomen");
    CHECK(tabs.first->state.drafts.size() == 1);
}

TEST_CASE("the tab that writes is closed, or shows something else: who reads along can go on") {
    TwoTabs tabs;
    SECTION("closed") { tabs.browser.close(*tabs.first); }
    SECTION("another screen") { tabs.first->act(GoTo{{}}); }
    SECTION("another draft") { tabs.first->act(NewDraft{}); }
    CHECK(!reads(*tabs.second));
    tabs.second->type(tabs.id, "verder");
    tabs.second->flush();
    CHECK(Page(tabs.browser.store, &tabs.browser.copy).text(tabs.id) == "verder");
}

TEST_CASE("typed before it was known that another tab writes: kept as a version of its own") {
    TwoTabs tabs;
    tabs.second->type_over(0, tabs.id, "begin, te vroeg");
    tabs.second->flush();
    CHECK(tabs.second->said() == Announcement::Kind::conflict);
    tabs.first->type(tabs.id, "begin, gewoon verder");
    tabs.first->flush();
    CHECK(tabs.first->state.route.draft == tabs.id);
    const Page after(tabs.browser.store, &tabs.browser.copy);
    CHECK(after.text(tabs.id) == "begin, gewoon verder");
    CHECK(after.text(tabs.second->state.route.draft) == "begin, te vroeg");
}

TEST_CASE("what a field still names, until the page is drawn anew, is where its text has gone on") {
    TwoTabs tabs;
    Page& page = *tabs.second;
    const auto open = [&page](const std::string& id) { page.act(Navigated{"#/verslag/" + id}); };
    const auto go_on_apart = [&page, &tabs](const std::string& text) {
        page.act(EditAnswer{tabs.id, 0, text});  // reads along: typed before it was known
        return page.state.route.draft;
    };
    const std::string before = go_on_apart("begin, apart");
    REQUIRE(before != tabs.id);
    page.drawn();
    open(tabs.id);
    SECTION("the draft itself, opened again: an earlier version of it stays as it is") {
        page.drawn();
        page.act(WriteHere{});
        REQUIRE(!reads(page));
        page.type(tabs.id, "begin, hier verder");
        open(before);
        page.type(tabs.id, "begin, hier verder tot het laatst");
        CHECK(page.text(tabs.id) == "begin, hier verder tot het laatst");
        CHECK(page.text(before) == "begin, apart");
    }
    SECTION("the second version of it, not the first") {
        page.drawn();
        const std::string second = go_on_apart("begin, nog eens apart");
        REQUIRE(second != before);
        page.type(tabs.id, "begin, nog eens apart, en verder");
        CHECK(page.text(second) == "begin, nog eens apart, en verder");
        CHECK(page.text(before) == "begin, apart");
        open(tabs.id);
        page.type(tabs.id, "begin, nog eens apart, en verder terwijl het oude opent");
        CHECK(page.text(second) == "begin, nog eens apart, en verder terwijl het oude opent");
        CHECK(page.text(before) == "begin, apart");
        CHECK(page.text(tabs.id) == "begin");
    }
    SECTION("a version of the version") {
        page.drawn();
        const std::string second = go_on_apart("begin, nog eens apart");
        page.act(LeaseElsewhere{second});  // it is kept nowhere yet
        const std::string third = page.state.route.draft;
        REQUIRE(third != second);
        page.type(tabs.id, "begin, nog eens apart, en verder");
        CHECK(page.text(third) == "begin, nog eens apart, en verder");
        CHECK(page.text(before) == "begin, apart");
        CHECK(page.text(tabs.id) == "begin");
    }
}

TEST_CASE("typed over what another page has changed meanwhile: both texts stay") {
    Store store;
    SafetyCopy copy;
    Page one(store, &copy, "#/", false, "00000001");
    const std::string id = one.write_draft("begin");
    Page other(store, &copy, "#/verslag/" + id, false, "00000002");
    other.drawn();
    other.type(id, "begin, in de andere");
    other.flush();
    one.act(GoTo{{Screen::write, id}});
    one.drawn();
    one.act(read_stores(store, &copy, id));
    REQUIRE(one.text(id) == "begin, in de andere");

    const auto both_are_there = [&one, &id] {
        const std::string apart = one.state.route.draft;
        REQUIRE(apart != id);
        CHECK(one.said() == Announcement::Kind::conflict);
        CHECK(one.text(apart) == "begin, in de ene");
        CHECK(one.text(id) == "begin, in de andere");
    };
    SECTION("before the page is drawn anew") {
        one.type(id, "begin, in de ene");
        both_are_there();
    }
    SECTION("in a field that could not be given the other text") {
        const Token before = one.token;
        one.drawn();
        one.type_over(before, id, "begin, in de ene");
        both_are_there();
    }
    SECTION("in another field: it was the same in both") {
        one.type(id, "elders", 1);
        one.type(id, "elders, en verder", 1);
        CHECK(one.state.route.draft == id);
        CHECK(one.text(id, 1) == "elders, en verder");
        CHECK(one.text(id) == "begin, in de andere");
    }
    SECTION("once it is drawn, it is a text as any other") {
        one.drawn();
        one.type(id, "begin, in de andere, en verder");
        CHECK(one.state.route.draft == id);
        CHECK(one.text(id) == "begin, in de andere, en verder");
    }
}

TEST_CASE("what comes in the place of a new report's empty form is not typed over") {
    Store store;
    SafetyCopy copy;
    const std::string id = Page(store, &copy).write_draft("alleen in de kopie");
    Store emptied;
    Page page(emptied, &copy, "#/verslag/" + id, true, "00000002", true);
    REQUIRE(page.state.blank);
    page.drawn();
    page.read_copies();
    REQUIRE(page.text(id) == "alleen in de kopie");
    SECTION("before the page is drawn anew") { page.type(id, "k"); }
    SECTION("in a field that could not be given the text") {
        const Token before = page.token;
        page.drawn();
        page.type_over(before, id, "k");
    }
    REQUIRE(page.state.route.draft != id);
    CHECK(page.text(page.state.route.draft) == "k");
    CHECK(page.text(id) == "alleen in de kopie");
}

TEST_CASE(
    "typed before the application was here, in a field that has been replaced and in one that has not: it stays "
    "together") {
    Store store;
    SafetyCopy copy;
    Page one(store, &copy);
    const std::string id = one.write_draft("begin");
    Store behind;
    behind.items = store.items;
    one.type(id, "uit de kopie", 1);
    one.flush();
    Page page(behind, &copy, "#/verslag/" + id, false, "00000002");
    REQUIRE(page.text(id, 1) == "uit de kopie");
    page.drawn();
    const bool is_replaced_first = GENERATE(false, true);
    page.type_over(0, id, is_replaced_first ? "getypt" : "begin, en verder", is_replaced_first ? 1 : 0);
    page.type_over(0, id, is_replaced_first ? "begin, en verder" : "getypt", is_replaced_first ? 0 : 1);
    const std::string apart = page.state.route.draft;
    REQUIRE(apart != id);
    CHECK(page.text(apart) == "begin, en verder");
    CHECK(page.text(apart, 1) == "getypt");
    CHECK(page.text(id, 1) == "uit de kopie");
}

TEST_CASE("a field that refuses what is typed is no field that another page has changed") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("een");
    page.drawn();
    page.type_over(0, id, "twee");
    CHECK(page.state.route.draft == id);
    CHECK(page.text(id) == "twee");
}

TEST_CASE(
    "a draft that is deleted elsewhere is gone from the tab that shows it, unless something in it is kept nowhere") {
    TwoTabs tabs;
    SECTION("nothing") {
        tabs.second->act(DeleteDraft{tabs.id});
        tabs.first->act(read_stores(tabs.browser.store, &tabs.browser.copy, tabs.id));
        CHECK(find_entry(tabs.first->state, tabs.id) == nullptr);
    }
    SECTION("something") {
        tabs.first->type(tabs.id, "begin en meer");
        tabs.second->act(DeleteDraft{tabs.id});
        tabs.first->act(read_stores(tabs.browser.store, &tabs.browser.copy, tabs.id));
        CHECK(shown_text(*tabs.first) == "begin en meer");
        CHECK(tabs.first->state.route.draft != tabs.id);
    }
}

TEST_CASE("without a safety copy the tabs still take turns") {
    TwoTabs tabs;
    tabs.browser.copy.available = false;
    for (Page* page : {tabs.first, tabs.second}) page->state.storage.replica = Replica::unavailable;
    tabs.first->type(tabs.id, "begin, alleen hier");
    tabs.second->act(WriteHere{});
    CHECK(reads(*tabs.first));
    CHECK(shown_text(*tabs.second) == "begin, alleen hier");
    CHECK(tabs.second->state.drafts.size() == 1);
}

TEST_CASE("a version that goes apart has a name of its own, also where the report has none, and so has the next one") {
    TwoTabs tabs;
    Page& page = *tabs.second;
    const bool is_named = GENERATE(true, false);
    const std::string name = is_named ? "Gent" : "";
    if (is_named) {
        tabs.first->act(EditTripDetail{tabs.id, static_cast<std::size_t>(model::Trip::name), name});
        tabs.first->flush();
        tabs.browser.look_round();
    }
    std::vector<std::string> names{subject_of(page.entry(tabs.id).draft) + page.entry(tabs.id).draft.name};
    for (const char* text : {"begin, apart", "begin, nog eens apart"}) {
        page.drawn();
        page.act(Navigated{"#/verslag/" + tabs.id});
        page.act(EditAnswer{tabs.id, 0, text});  // reads along: typed before it was known
        const std::string apart = page.state.route.draft;
        REQUIRE(apart != tabs.id);
        CHECK(page.entry(apart).draft.report.detail(model::Trip::name) == name);
        names.push_back(page.entry(apart).draft.name);
        // Told with the ways to both.
        REQUIRE(!page.state.told.notices.empty());
        CHECK(page.state.told.notices.back().kind == Announcement::Kind::conflict);
        CHECK(page.state.told.notices.back().draft == apart);
        CHECK(page.state.told.notices.back().other == tabs.id);
    }
    page.act(LeaseElsewhere{page.state.route.draft});  // a version of the version
    names.push_back(page.entry(page.state.route.draft).draft.name);
    CHECK(names == std::vector<std::string>{name, "(andere versie)", "(andere versie 2)", "(andere versie 3)"});
    if (is_named) CHECK(subject_of(page.entry(page.state.route.draft).draft) == "Gent (andere versie 3)");
}

TEST_CASE("what is no name of ours is no version") {
    drafts::Draft draft;
    for (const char* name :
         {"Gent (andere versie van Jan)", "Gent (andere versie 2x)", "Gent (andere versie", "(andere versie )"}) {
        draft.name = name;
        CHECK(version_at(draft.name) == draft.name.size());
        CHECK(subject_of(draft) == name);
    }
    draft.name = "Gent (andere versie 12)";
    CHECK(version_at(draft.name) == 5);
    CHECK(subject_of(draft) == draft.name);
}
