// What was kept is taken away while the page is open, by somebody else than this app: a browser that tidies up, a rule of the house. It is
// written again from what the page holds, or said not to be kept; what the writer has removed stays away.
#include "scenario.h"

using namespace scenario;

namespace {

struct Emptied {
    Store store;
    SafetyCopy copy;

    Page open(const std::string& writer = "0a1b2c3d") { return Page(store, &copy, "#/", false, writer); }
    void empty_local() { store.items.clear(); }
    void empty_copy() {
        copy.drafts.clear();
        copy.gone.clear();
        copy.trash.clear();
        copy.history.clear();
    }
    void look(Page& page) { page.act(read_stores(store, &copy)); }
};

std::map<std::string, std::string> slots_of(const Store& store, const std::string& id) {
    std::map<std::string, std::string> found;
    for (const auto& [key, value] : store.items) {
        if (key.find(id) != std::string::npos) found[key] = value;
    }
    return found;
}

}  // namespace

TEST_CASE("both stores were emptied: all that this page holds is written again, and nothing is said") {
    Emptied stores;
    Page page = stores.open();
    const std::string first = page.write_draft("een"), second = page.write_draft("twee");
    const std::string line = stores.copy.drafts[first];
    const std::uint32_t said = page.state.told.last.serial;
    stores.empty_local();
    stores.empty_copy();
    SECTION("when the stores are looked at") { stores.look(page); }
    SECTION("when it is written in, and then looked at") {
        page.type(second, "twee, en verder");
        page.flush();
        stores.look(page);
        CHECK(stores.open("22222222").text(second) == "twee, en verder");
    }
    CHECK(page.state.told.last.serial == said);
    CHECK(page.entry(first).safety == Safety::on_device);
    CHECK(page.entry(second).safety == Safety::on_device);
    CHECK(stores.copy.drafts[first] == line);
    CHECK(slots_of(stores.store, first).size() == 1);
    const Page later = stores.open("33333333");
    CHECK(later.text(first) == "een");
    CHECK(later.state.drafts.size() == 2);
    // It can be written in as before.
    page.type(first, "een, en verder");
    page.flush();
    CHECK(page.entry(first).safety == Safety::on_device);
    CHECK(page.state.drafts.size() == 2);
}

TEST_CASE("one of the stores was emptied, or went back to an older text: it is filled again from this page") {
    Emptied stores;
    Page page = stores.open();
    const std::string id = page.write_draft("een");
    const auto older_local = stores.store.items;
    const auto older_copy = stores.copy.drafts;
    page.type(id, "een, en verder");
    page.flush();
    const std::string line = stores.copy.drafts[id];
    SECTION("localStorage") { stores.empty_local(); }
    SECTION("the safety copy") { stores.empty_copy(); }
    SECTION("both, to the older text") {
        stores.store.items = older_local;
        stores.copy.drafts = older_copy;
    }
    SECTION("localStorage is empty and the safety copy older") {
        stores.empty_local();
        stores.copy.drafts = older_copy;
    }
    stores.look(page);
    CHECK(stores.copy.drafts[id] == line);
    CHECK(!slots_of(stores.store, id).empty());
    CHECK(page.state.drafts.size() == 1);
    CHECK(page.entry(id).safety == Safety::on_device);
    CHECK(page.state.told.notices.empty());
    CHECK(stores.open("22222222").text(id) == "een, en verder");
}

TEST_CASE("taken away, and no store takes it again: not kept, which is said, and leaving the page asks") {
    Emptied stores;
    const std::string id = stores.open("11111111").write_draft("een");
    Page page = stores.open();
    stores.empty_local();
    stores.empty_copy();
    stores.store.fault = stores.copy.fault = [](std::uint64_t) { return Fault::full; };
    stores.look(page);
    CHECK(page.entry(id).safety == Safety::not_saved);
    CHECK(page.said() == Announcement::Kind::save_failed);
    CHECK(is_unkept(page.state));
    stores.store.fault = stores.copy.fault = [](std::uint64_t) { return Fault::none; };
    page.flush();
    CHECK(page.entry(id).safety == Safety::on_device);
}

TEST_CASE("taken away while somebody types: one draft, with all that was typed") {
    Emptied stores;
    Page page = stores.open();
    const std::string id = page.write_draft("een");
    page.hold_answers = true;
    page.type(id, "een twee");
    SECTION("before it is written") {}
    SECTION("while it is on its way to the safety copy") {
        page.flush();
        page.answer(1);
    }
    SECTION("while localStorage is full and it is on its way to the safety copy") {
        stores.store.fault = [](std::uint64_t) { return Fault::full; };
        page.flush();
        page.answer(1);
    }
    stores.empty_local();
    SECTION("localStorage") {}
    SECTION("both") { stores.empty_copy(); }
    page.act(read_stores(stores.store, &stores.copy));
    page.hold_answers = false;
    page.answer();
    stores.store.fault = [](std::uint64_t) { return Fault::none; };
    page.flush();
    CHECK(page.state.drafts.size() == 1);
    CHECK(page.entry(id).safety == Safety::on_device);
    CHECK(stores.open("22222222").text(id) == "een twee");
}

TEST_CASE("what was removed in another tab stays away") {
    Emptied stores;
    Page page = stores.open();
    const std::string id = page.write_draft("weg"), other = page.write_draft("blijft");
    Page second = stores.open("22222222");
    SECTION("with a safety copy") {
        second.act(DeleteDraft{id});
        stores.look(page);
        CHECK(!find_entry(page.state, id));
        CHECK(stores.copy.drafts.count(id) == 0);
    }
    SECTION("of which this page had read nothing when it was taken from localStorage") {
        second.hold_answers = true;
        second.act(DeleteDraft{id});
        page.act(read_stores(stores.store, &stores.copy, id));
        CHECK(stores.copy.drafts.count(id) == 0);
    }
    CHECK(slots_of(stores.store, id).empty());
    CHECK(page.text(other) == "blijft");
}

TEST_CASE("without a safety copy: written again when nothing at all is left, and only then") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("een"), other = page.write_draft("twee");
    SECTION("another tab has removed one") {
        Page second(store, "#/", false, "22222222");
        second.act(DeleteDraft{id});
        page.act(read_stores(store, nullptr));
        page.act(read_stores(store, nullptr, id));
        CHECK(slots_of(store, id).empty());
    }
    SECTION("another tab has removed both; the room that is held back stands there still") {
        store.items[prefix + "z"] = "";
        Page second(store, "#/", false, "22222222");
        second.act(DeleteDraft{id});
        second.act(DeleteDraft{other});
        page.act(read_stores(store, nullptr));
        CHECK(slots_of(store, id).empty());
    }
    SECTION("all of it was taken away") {
        store.items.clear();
        page.act(read_stores(store, nullptr));
        CHECK(page.entry(id).safety == Safety::in_browser);
        CHECK(Page(store).text(id) == "een");
        CHECK(Page(store).text(other) == "twee");
    }
}

TEST_CASE("everything is wiped in another tab: nothing comes back, however the stores are looked at") {
    Emptied stores;
    Page page = stores.open();
    const std::string id = page.write_draft("weg");
    page.act(WipeBegun{});
    stores.empty_local();
    stores.empty_copy();
    stores.look(page);
    page.act(Wiped{});
    stores.look(page);
    CHECK(page.state.drafts.empty());
    CHECK(stores.copy.drafts.empty());
    CHECK(slots_of(stores.store, id).empty());
}

TEST_CASE("what a later version wrote cannot be written again by this one: that is said") {
    Emptied stores;
    const std::string id(32, 'b');
    const std::string before = "RV1|9|9|2|0|0a1b2c3d|2026-11-23T14:00:00+01:00|2|";
    stores.copy.drafts[id] = before + drafts::record_hash(before, "{}") + "|{}";
    Page page = stores.open();
    REQUIRE(page.entry(id).newer_version);
    stores.empty_local();
    stores.empty_copy();
    stores.look(page);
    CHECK(page.entry(id).safety == Safety::not_saved);
    CHECK(is_unkept(page.state));
    CHECK(stores.copy.drafts.empty());
}
