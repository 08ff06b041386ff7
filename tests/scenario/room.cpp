// Room: new drafts wait when localStorage fills up, an open one never does; a draft that is put away has one record there; one that is
// too long for it is in the safety copy only.
#include "scenario.h"

using namespace scenario;
using Said = Announcement::Kind;

namespace {

constexpr Room filling{room_limit * 6 / 10 + 1, 0}, closed{room_limit * 8 / 10 + 1, 0};
const std::string text_to_import = "HOELANG DUURDE DE REIS?\n\nLang\n";

std::vector<std::string> slots(const Store& store, const std::string& id) {
    std::vector<std::string> found;
    for (const char slot : {'a', 'b'}) {
        std::string key = prefix + "d " + id + ' ' + slot;
        if (store.items.count(key) != 0) found.push_back(key);
    }
    return found;
}
std::string slot_of_newest(const Page& page, const std::string& id) {
    return drafts::slot_key(prefix, id, drafts::slot_of(page.entry(id).newest.revision));
}

std::string long_text(const Page& page) { return std::string(page.state.storage.longest_local, 'x'); }

// The same line as a later version would write it: another schema, a hash that fits.
std::string of_later_version(const std::string& line) {
    std::vector<std::size_t> bars;
    for (std::size_t at = line.find('|'); bars.size() < 9; at = line.find('|', at + 1)) bars.push_back(at);
    const std::string before = "RV1|9|9" + line.substr(bars[2], bars[7] - bars[2] + 1);
    const std::string payload = line.substr(bars[8] + 1);
    return before + drafts::record_hash(before, payload) + '|' + payload;
}

// One draft, written twice, open on the screen.
struct WrittenTwice {
    Store store;
    SafetyCopy copies;
    Page page{store, &copies};
    std::string id = page.write_draft("een");

    WrittenTwice() {
        page.type(id, "een twee");
        page.flush();
    }
};

}  // namespace

// ---- New drafts -----------------------------------------------------------------------------------------------------------

TEST_CASE("room: up to four fifths a new report begins, from there on it waits") {
    CHECK(!Room{room_limit * 6 / 10 - 1, 0}.is_short());
    CHECK(filling.is_short());
    CHECK(!filling.is_closed());
    CHECK(!Room{room_limit * 8 / 10 - 1, 0}.is_closed());
    CHECK(closed.is_closed());
    CHECK(Room{2 * room_limit, 0}.is_closed());

    Store store;
    Page page(store);
    page.act(RoomRead{filling});
    const std::string id = page.write_draft("past nog");
    page.act(RoomRead{closed});
    // From a screen that does not say why: to the one that does.
    const auto effects = page.act(NewDraft{});
    CHECK(page.said() == Said::no_room);
    CHECK(!page.state.blank);
    CHECK(page.address == "#/");
    CHECK(find<ScrollToTop>(effects) != nullptr);
    const std::uint32_t serial = page.state.told.last.serial;
    CHECK(find<SetAddress>(page.act(Shortcut{Shortcut::To::new_draft, {}})) == nullptr);
    CHECK(page.state.told.last.serial > serial);
    CHECK(page.state.route == Route{});
    page.act(RoomRead{filling});
    CHECK(page.write_draft("past weer") != id);
}

TEST_CASE("room: the address of a new report opens none either, typed, at the start or loaded anew") {
    Store store;
    Page page(store);
    page.act(RoomRead{closed});
    page.act(GoTo{{Screen::help, {}}});
    page.act(Navigated{"#/nieuw"});
    CHECK(page.said() == Said::no_room);
    CHECK(page.state.route == Route{});
    CHECK(page.address == "#/");
    CHECK(!page.state.blank);
    page.act(Navigated{"#/verslag/" + std::string(32, 'f'), true});
    CHECK(page.address == "#/");
    CHECK(!page.state.blank);

    State state;
    update(state, {RoomRead{closed}, {}, {}});
    Started started;
    started.key_prefix = prefix;
    started.hash = "#/nieuw";
    update(state, {started, {}, std::string(32, 'e')});
    CHECK(state.told.last.kind == Said::no_room);
    CHECK(state.route == Route{});
    CHECK(!state.blank);
}

TEST_CASE("room: what is handed in is shown, and stays until there is room for it") {
    for (const bool all : {false, true}) {
        Store store;
        Page page(store);
        page.act(RoomRead{closed});
        page.act(GoTo{{Screen::import, {}}});
        page.act(EditImportText{text_to_import + (all ? text_to_import + text_to_import : std::string())});
        REQUIRE(page.state.import.preview);
        const auto accept = [&] {
            if (all) {
                page.act(AcceptAllImports{});
            } else {
                page.act(AcceptImport{});
            }
        };
        accept();
        CHECK(page.said() == Said::no_room);
        CHECK(page.state.route.screen == Screen::import);
        CHECK(page.state.import.preview);
        CHECK(page.state.drafts.empty());
        CHECK(store.items.empty());
        page.act(RoomRead{filling});
        accept();
        CHECK(!page.state.drafts.empty());
    }
}

TEST_CASE("room: the open draft is kept and downloaded to the last unit, and one that was deleted comes back") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("begin");
    page.act(RoomRead{{room_limit, 0}});
    page.type(id, "begin en verder");
    page.flush();
    CHECK(page.entry(id).safety == Safety::in_browser);
    store.fault = [](std::uint64_t) { return Fault::full; };
    page.type(id, "begin en verder en nog");
    page.flush();
    CHECK(page.entry(id).safety == Safety::not_saved);
    const auto effects = page.act(DownloadReport{id});
    REQUIRE(find<Download>(effects) != nullptr);
    CHECK(find<Download>(effects)->bytes.find("begin en verder en nog") != std::string::npos);
    store.fault = [](std::uint64_t) { return Fault::none; };
    page.flush();
    CHECK(page.entry(id).safety == Safety::in_browser);
    page.act(DeleteDraft{id});
    page.act(UndoDelete{});
    CHECK(page.text(id) == "begin en verder en nog");
}

// ---- The older record -------------------------------------------------------------------------------------------------------

TEST_CASE("put away: the older record goes when the newest is in both stores, and not before") {
    WrittenTwice written;
    Page& page = written.page;
    const std::string& id = written.id;
    CHECK(slots(written.store, id).size() == 2);
    page.act(GoTo{{Screen::check, id}});
    CHECK(slots(written.store, id).size() == 2);  // still open
    page.act(GoTo{{Screen::drafts, {}}});
    CHECK(slots(written.store, id) == std::vector{slot_of_newest(page, id)});
    CHECK(Page(written.store, "#/verslag/" + id).text(id) == "een twee");
    // And it goes on with two, as before.
    page.act(GoTo{{Screen::write, id}});
    page.type(id, "een twee drie");
    page.flush();
    CHECK(slots(written.store, id).size() == 2);
    CHECK(page.entry(id).safety == Safety::on_device);
}

TEST_CASE("put away with its answer on the way: then the older record goes; opened again before that, it stays") {
    for (const bool opened_again : {false, true}) {
        WrittenTwice written;
        Page& page = written.page;
        const std::string& id = written.id;
        page.hold_answers = true;
        page.type(id, "een twee drie");
        page.flush();
        page.act(GoTo{{Screen::drafts, {}}});
        CHECK(slots(written.store, id).size() == 2);
        if (opened_again) page.act(Navigated{"#/verslag/" + id});
        page.hold_answers = false;
        page.answer();
        CHECK(page.entry(id).safety == Safety::on_device);
        CHECK(slots(written.store, id).size() == (opened_again ? 2 : 1));
    }
}

TEST_CASE("put away: without a safety copy, or behind it, both records stay") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("een");
    page.type(id, "een twee");
    page.flush();
    page.act(GoTo{{Screen::drafts, {}}});
    CHECK(slots(store, id).size() == 2);

    WrittenTwice written;
    written.copies.fault = [](std::uint64_t) { return Fault::full; };
    written.page.type(written.id, "een twee drie");
    written.page.flush();
    written.page.act(GoTo{{Screen::drafts, {}}});
    CHECK(slots(written.store, written.id).size() == 2);
    // Until the copy has caught up.
    written.copies.fault = [](std::uint64_t) { return Fault::none; };
    written.page.flush();
    CHECK(slots(written.store, written.id).size() == 1);
}

TEST_CASE("put away by who reads along: the other tab has both its records") {
    WrittenTwice written;
    Page other(written.store, &written.copies, "#/verslag/" + written.id, false, "22222222");
    other.act(LeaseElsewhere{written.id});
    other.act(GoTo{{Screen::drafts, {}}});
    CHECK(slots(written.store, written.id).size() == 2);
}

TEST_CASE("put away while another tab was faster: what that one wrote stays") {
    WrittenTwice written;
    Page other(written.store, &written.copies, "#/verslag/" + written.id, false, "22222222");
    other.type(written.id, "een twee van een ander");
    other.flush();
    const auto before = written.store.items;
    written.page.act(GoTo{{Screen::drafts, {}}});
    CHECK(written.store.items == before);
}

TEST_CASE("at the start older records go when room is short; those of a later version never") {
    for (const Room& room : {Room{1000, 0}, filling}) {
        WrittenTwice written;
        Store& store = written.store;
        const std::string later(32, 'a'), of_first = prefix + "d " + written.id, of_later = prefix + "d " + later;
        for (const char* slot : {" a", " b"})
            store.items[of_later + slot] = of_later_version(store.items[of_first + slot]);
        written.copies.drafts[later] = store.items[of_later + " a"];
        const auto both = store.items;
        const std::string open = written.page.write_draft("open");
        written.page.type(open, "open en weer");
        written.page.flush();
        store.items.insert(both.begin(), both.end());

        State state;
        update(state, {RoomRead{room}, {}, {}});
        Started started;
        started.key_prefix = prefix;
        started.writer = "22222222";
        started.hash = "#/verslag/" + open;
        for (const auto& [key, value] : store.items) started.items.push_back({key, value});
        update(state, {started, {}, std::string(32, 'e')});
        std::vector<std::string> gone;
        for (const Effect& effect : update(state, {read_stores(store, &written.copies), {}, std::string(32, 'f')})) {
            if (const auto* remove = std::get_if<RemoveRecords>(&effect)) {
                gone.insert(gone.end(), remove->keys.begin(), remove->keys.end());
            }
        }
        CHECK(gone == (room.is_short() ? std::vector{of_first + " b"} : std::vector<std::string>{}));
    }
}

// ---- Too long for localStorage ----------------------------------------------------------------------------------------------

TEST_CASE("too long: in the safety copy only, which the entry says; shorter again, in both") {
    WrittenTwice written;
    Page& page = written.page;
    const std::string& id = written.id;
    page.type(id, long_text(page));
    page.flush();
    CHECK(page.entry(id).safety == Safety::on_device);
    CHECK(page.entry(id).trouble == StorageTrouble::too_long);
    CHECK(slots(written.store, id).empty());  // nothing older could be taken for it
    // It does not come and go while somebody types.
    page.hold_answers = true;
    page.type(id, long_text(page) + "y");
    CHECK(page.entry(id).safety == Safety::saving);
    CHECK(page.entry(id).trouble == StorageTrouble::too_long);
    page.flush();
    CHECK(page.entry(id).trouble == StorageTrouble::too_long);
    page.hold_answers = false;
    page.answer();
    CHECK(page.entry(id).safety == Safety::on_device);
    CHECK(drafts::read_record(written.copies.drafts.at(id), id).record.draft.report.answers[0].back() == 'y');

    // Nothing was restored: it is where it belongs.
    Page after(written.store, &written.copies, "#/", false, "22222222");
    CHECK(after.state.told.notices.empty());
    CHECK(after.said() == Said::none);
    CHECK(after.text(id).back() == 'y');
    CHECK(after.entry(id).safety == Safety::on_device);
    CHECK(after.entry(id).trouble == StorageTrouble::too_long);
    CHECK(slots(written.store, id).empty());
    after.type(id, "kort");
    after.flush();
    CHECK(after.entry(id).safety == Safety::on_device);
    CHECK(after.entry(id).trouble == StorageTrouble::none);
    CHECK(slots(written.store, id) == std::vector{slot_of_newest(after, id)});
    CHECK(Page(written.store).text(id) == "kort");
}

TEST_CASE("too long: exactly as long as may be is in both") {
    WrittenTwice written;
    Page& page = written.page;
    const std::string& id = written.id;
    page.type(id, std::string(1000, 'x'));
    page.flush();
    const std::size_t around = page.entry(id).newest_units - 1000;
    page.state.storage.longest_local = around + 2000;
    page.type(id, std::string(2000, 'x'));
    page.flush();
    CHECK(page.entry(id).newest_units == page.state.storage.longest_local);
    CHECK(page.entry(id).trouble == StorageTrouble::none);
    CHECK(slots(written.store, id).size() == 2);
    page.type(id, std::string(2001, 'x'));
    page.flush();
    CHECK(page.entry(id).trouble == StorageTrouble::too_long);
    CHECK(slots(written.store, id).empty());
}

TEST_CASE("too long, and the safety copy does not take it: into localStorage, and out of there when it does") {
    WrittenTwice written;
    Page& page = written.page;
    const std::string& id = written.id;
    written.copies.fault = [](std::uint64_t) { return Fault::full; };
    page.type(id, long_text(page));
    page.flush();
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(page.entry(id).trouble == StorageTrouble::none);
    CHECK(Page(written.store).text(id) == long_text(page));
    // Neither takes it: said, and tried again with the next flush only.
    written.store.fault = [](std::uint64_t) { return Fault::full; };
    page.type(id, long_text(page) + "y");
    page.flush();
    CHECK(page.entry(id).safety == Safety::not_saved);
    CHECK(page.said() == Said::save_failed);
    const std::uint64_t tried = written.copies.writes + written.store.writes;
    CHECK(page.answers.empty());
    written.copies.fault = [](std::uint64_t) { return Fault::none; };
    page.flush();
    CHECK(written.copies.writes + written.store.writes > tried);
    CHECK(page.entry(id).safety == Safety::on_device);
    CHECK(page.entry(id).trouble == StorageTrouble::too_long);
    CHECK(slots(written.store, id).empty());
}

TEST_CASE("too long without a safety copy, or before it has been read: localStorage takes it") {
    Store store;
    SafetyCopy copies;
    std::string id;
    {
        Page page(store);
        id = page.write_draft(long_text(page));
        CHECK(page.entry(id).safety == Safety::in_browser);
        CHECK(page.entry(id).trouble == StorageTrouble::none);
    }
    Page late(store, &copies, "#/verslag/" + id, false, "22222222", true);
    late.type(id, long_text(late) + "y");
    late.flush();
    CHECK(late.entry(id).safety == Safety::in_browser);
    late.read_copies();
    CHECK(late.entry(id).safety == Safety::on_device);
    CHECK(late.entry(id).trouble == StorageTrouble::too_long);
    CHECK(slots(store, id).empty());
    CHECK(Page(store, &copies, "#/", false, "33333333").text(id).back() == 'y');
}

TEST_CASE("too long: deleted, put back, and by another page") {
    WrittenTwice written;
    Page& page = written.page;
    const std::string& id = written.id;
    page.type(id, long_text(page));
    page.flush();
    page.act(DeleteDraft{id});
    CHECK(written.copies.drafts.empty());
    page.act(UndoDelete{});
    CHECK(page.entry(id).safety == Safety::on_device);
    CHECK(page.entry(id).trouble == StorageTrouble::too_long);
    CHECK(slots(written.store, id).empty());
    page.act(DeleteDraft{id});
    page.act(GoTo{{Screen::trash, {}}});
    page.act(PutBack{id});
    CHECK(page.entry(id).safety == Safety::on_device);
    CHECK(page.text(id) == long_text(page));
    CHECK(slots(written.store, id).empty());

    // Who does not know of it writes beside it: both are there.
    Page other(written.store, &written.copies, "#/verslag/" + id, false, "22222222");
    page.type(id, long_text(page) + "y");
    page.flush();
    other.type(id, "kort");
    other.flush();
    CHECK(other.said() == Said::conflict);
    Page after(written.store, &written.copies, "#/", false, "33333333");
    CHECK(after.state.drafts.size() == 2);
    CHECK(after.text(id).back() == 'y');
}
