// Typing and keeping: what is written when, what is said, and what is in the store after the page is gone.
#include "scenario.h"

using namespace scenario;
using Said = Announcement::Kind;

TEST_CASE("typed, left, came back") {
    Store store;
    std::string id;
    {
        Page page(store);
        id = page.start_draft();
        page.type(id, "5 ambtenaren");
        page.act(EditTripDetail{id, static_cast<std::size_t>(model::Trip::place), "Gent"});
        CHECK(page.entry(id).safety == Safety::saving);
        CHECK(store.items.empty());
        page.flush();
        CHECK(page.entry(id).safety == Safety::in_browser);
        CHECK(store.items.size() == 1);
    }
    Page page(store, "#/verslag/" + id);
    CHECK(page.text(id) == "5 ambtenaren");
    CHECK(page.entry(id).draft.report.detail(model::Trip::place) == "Gent");
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(page.entry(id).changed == LocalTime{2026, 11, 23, 14, 0, 4, 60});
    CHECK(page.said() == Said::none);
}

TEST_CASE("nothing is stored before the first character") {
    Store store;
    Page page(store);
    const std::string id = page.start_draft();
    page.type(id, "");
    page.leave_field();
    page.flush();
    CHECK(store.writes == 0);
    CHECK(page.state.drafts.empty());
    CHECK(page.entry(id).safety == Safety::untouched);

    page.type(id, " ");
    CHECK_FALSE(page.state.blank);
    REQUIRE(page.state.drafts.size() == 1);
    page.flush();
    CHECK(store.writes == 1);
    page.type(id, "");  // all taken out again: still a draft
    page.flush();
    CHECK(Page(store).text(id).empty());
}

TEST_CASE("the same text again is no edit") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("a\nb");
    CHECK(page.act(EditAnswer{id, 0, "a\nb"}).empty());
    CHECK(page.act(EditAnswer{id, 0, "a\r\nb"}).empty());
    CHECK(page.act(EditAnswer{id, 0, "a\rb"}).empty());
    CHECK(page.entry(id).edits == 1);
    CHECK(page.act(EditAnswer{id, 7, "x"}).empty());
    CHECK(page.act(EditTripDetail{id, 13, "x"}).empty());
    page.type(id, "\r\n\r\r\nx\r");
    CHECK(page.text(id) == "\n\n\nx\n");
}

TEST_CASE("a date is a date or nothing") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("x");
    const auto departure = static_cast<std::size_t>(model::Trip::departure);
    page.act(EditTripDetail{id, departure, "2026-11-02"});
    page.act(EditTripDetail{id, departure, "20261-11-02"});
    page.act(EditTripDetail{id, departure, "volgende week"});
    CHECK(page.entry(id).draft.report.detail(model::Trip::departure) == "2026-11-02");
    page.flush();
    CHECK(page.entry(id).safety == Safety::in_browser);
    page.act(EditTripDetail{id, departure, ""});
    CHECK(page.entry(id).draft.report.detail(model::Trip::departure).empty());
}

TEST_CASE("bytes that are no UTF-8 do not keep a draft from being stored") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("caf\xe9 \xed\xa0\x80.");
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(Page(store).text(id) == page.text(id));
    CHECK(page.text(id).substr(0, 3) == "caf");
}

TEST_CASE("the previous revision stays beside the newest") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("een");
    page.type(id, "twee");
    page.flush();
    page.type(id, "drie");
    page.flush();
    CHECK(store.items.size() == 2);
    CHECK(stored_record(store, id, 3).record.draft.report.answers[0] == "drie");
    CHECK(stored_record(store, id, 2).record.draft.report.answers[0] == "twee");
    CHECK(stored_record(store, id, 3).record.parent_revision == 0);
    CHECK(stored_record(store, id, 3).record.writer == "0a1b2c3d");
    CHECK(page.entry(id).local.stamp.revision == 3);
    CHECK(page.act(FlushDue{}).empty());
}

TEST_CASE("writing goes on while an answer is outstanding, never over the kept revision") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("nul");
    page.hold_answers = true;
    for (const char* text : {"een", "twee", "drie"}) {
        page.type(id, text);
        page.flush();
        CHECK(stored_record(store, id, 1).record.draft.report.answers[0] == "nul");
        CHECK(Page(store).text(id) == text);
    }
    REQUIRE(page.answers.size() == 3);
    page.answer(2);
    CHECK(page.entry(id).safety == Safety::saving);
    CHECK(page.entry(id).local.stamp.revision == 1);
    page.answer();
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(page.entry(id).local.stamp.revision == page.entry(id).newest.revision);
}

TEST_CASE("text typed while a write is unanswered is still being saved") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("een");
    page.hold_answers = true;
    page.type(id, "twee");
    page.flush();
    page.type(id, "drie");
    page.answer();
    CHECK(page.entry(id).safety == Safety::saving);
    CHECK(page.entry(id).local.stamp.revision == 2);
    page.flush();
    page.answer();
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(Page(store).text(id) == "drie");
}

TEST_CASE("answers for nothing we wrote are ignored") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("een");
    const auto before = page.state.told.last.serial;
    page.act(Stored{id, 0, StorageTrouble::full});
    page.act(Stored{id, 99, StorageTrouble::full});
    page.act(Stored{"onbekend", 1, StorageTrouble::full});
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(page.state.told.last.serial == before);
}

// ---- What is said ----------------------------------------------------------------------------------------------------

TEST_CASE("saved is said once when a changed field is left") {
    Store store;
    Page page(store);
    const std::string id = page.start_draft();
    page.leave_field();
    CHECK(page.said() == Said::none);

    page.type(id, "een");
    CHECK(page.said() == Said::none);
    page.leave_field();  // writes at once
    CHECK(page.said() == Said::saved);
    CHECK(store.writes == 1);
    const auto serial = page.state.told.last.serial;
    page.leave_field();
    page.flush();
    CHECK(page.state.told.last.serial == serial);

    page.type(id, "twee");
    page.flush();
    CHECK(page.state.told.last.serial == serial);
    page.leave_field();  // kept already: said now
    CHECK(page.state.told.last.serial == serial + 1);
    CHECK(store.writes == 2);
}

TEST_CASE("saved is said when the answer comes") {
    Store store;
    Page page(store);
    const std::string id = page.start_draft();
    page.hold_answers = true;
    page.type(id, "een");
    page.leave_field();
    CHECK(page.said() == Said::none);
    page.answer();
    CHECK(page.said() == Said::saved);

    page.type(id, "twee");
    page.flush();
    page.leave_field();
    const auto serial = page.state.told.last.serial;
    page.type(id, "drie", 1);  // goes on in the next field
    page.answer();
    CHECK(page.state.told.last.serial == serial + 1);
}

TEST_CASE("an untouched draft that is opened and left says nothing") {
    Store store;
    const std::string id = Page(store).write_draft("x");
    Page page(store, "#/verslag/" + id);
    page.leave_field();
    CHECK(page.said() == Said::none);
    CHECK(store.writes == 1);
}

TEST_CASE("storage full, then recovered: the newest good slot is never written over") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("goed");
    page.act(EditTripDetail{id, static_cast<std::size_t>(model::Trip::name), "Gent"});
    page.flush();
    const std::uint64_t good = page.entry(id).local.stamp.revision;
    store.fault = [](std::uint64_t) { return Fault::damaged; };
    for (int attempt = 0; attempt < 5; ++attempt) {
        page.type(id, "poging " + std::to_string(attempt));
        page.flush();
        page.flush();  // tries again without a new edit
        CHECK(page.entry(id).safety == Safety::not_saved);
        CHECK(page.entry(id).trouble == StorageTrouble::mismatch);
        CHECK(page.entry(id).local.stamp.revision == good);
        CHECK(stored_record(store, id, good).record.revision == good);
        CHECK(stored_record(store, id, good).record.draft.report.answers[0] == "goed");
    }
    CHECK(store.writes == 12);
    CHECK(page.said() == Said::save_failed);
    CHECK(page.state.told.last.subject == "Gent");
    CHECK(page.state.told.last.serial == 1);  // said once, not at each attempt

    store.fault = [](std::uint64_t) { return Fault::full; };
    page.flush();
    CHECK(page.entry(id).trouble == StorageTrouble::full);
    CHECK(page.state.told.last.serial == 1);

    store.fault = [](std::uint64_t) { return Fault::none; };
    page.flush();
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(page.entry(id).trouble == StorageTrouble::none);
    CHECK(page.said() == Said::save_recovered);
    CHECK(Page(store).text(id) == "poging 4");
    const auto serial = page.state.told.last.serial;
    page.leave_field();
    CHECK(page.state.told.last.serial == serial);
}

TEST_CASE("a failure is said also when the field was left, and the recovery instead of saved") {
    Store store;
    Page page(store);
    const std::string id = page.start_draft();
    store.fault = first_write_is_refused;
    page.type(id, "x");
    page.leave_field();
    CHECK(page.said() == Said::save_failed);
    page.leave_field();
    CHECK(page.said() == Said::save_recovered);
    CHECK(page.state.told.last.serial == 2);
}

TEST_CASE("recovered only when the newest text is kept") {
    Store store;
    Page page(store);
    const std::string id = page.start_draft();
    store.fault = first_write_is_refused;
    page.type(id, "een");
    page.flush();
    page.hold_answers = true;
    page.flush();
    page.type(id, "twee");
    page.answer();
    CHECK(page.entry(id).safety == Safety::not_saved);
    page.flush();
    page.answer();
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(page.said() == Said::save_recovered);
}

TEST_CASE(
    "a safety copy that does not take the text: said when it begins and when it ends, the text is in localStorage") {
    Store store;
    SafetyCopy copies;
    Page page(store, &copies);
    const std::string id = page.write_draft("een");
    REQUIRE(page.entry(id).safety == Safety::on_device);
    const auto serial = page.state.told.last.serial;

    copies.fault = [](std::uint64_t) { return Fault::full; };
    page.type(id, "een en twee");
    page.flush();
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(page.said() == Said::copy_failed);
    CHECK(page.state.told.last.serial == serial + 1);
    page.type(id, "een en twee en drie");
    CHECK(page.entry(id).safety == Safety::saving);
    CHECK(page.entry(id).copy.trouble !=
          StorageTrouble::none);  // what is said of it stays while the next is being kept
    page.flush();
    page.flush();
    CHECK(page.state.told.last.serial == serial + 1);

    copies.fault = [](std::uint64_t) { return Fault::none; };
    page.flush();
    CHECK(page.entry(id).safety == Safety::on_device);
    CHECK(page.said() == Said::save_recovered_on_device);
    CHECK(page.state.told.last.serial == serial + 2);
}

TEST_CASE("neither store takes the text: not kept, and one recovery is said when both do again") {
    Store store;
    SafetyCopy copies;
    Page page(store, &copies);
    const std::string id = page.start_draft();
    page.type(id, "een");
    page.flush();
    const auto serial = page.state.told.last.serial;
    store.fault = [](std::uint64_t) { return Fault::full; };
    copies.fault = [](std::uint64_t) { return Fault::full; };
    page.type(id, "een en twee");
    page.flush();
    CHECK(page.entry(id).safety == Safety::not_saved);
    CHECK(page.said() == Said::save_failed);
    CHECK(page.state.told.last.serial == serial + 1);
    copies.fault = [](std::uint64_t) { return Fault::none; };
    page.flush();
    CHECK(page.entry(id).safety == Safety::on_device);
    CHECK(page.said() == Said::save_recovered_on_device);
    CHECK(page.state.told.last.serial == serial + 2);
}

TEST_CASE("a browser without storage") {
    Store store;
    store.available = false;
    Page page(store);
    CHECK(page.said() == Said::storage_blocked);
    const std::string id = page.start_draft();
    const auto effects = page.act(EditAnswer{id, 0, "x"});
    CHECK_FALSE(find<SaveSoon>(effects));
    CHECK(page.entry(id).safety == Safety::not_saved);
    CHECK(page.entry(id).trouble == StorageTrouble::blocked);
    page.flush();
    page.leave_field();
    CHECK(store.writes == 0);
    CHECK(page.said() == Said::storage_blocked);
    CHECK(find<Download>(page.act(DownloadReport{id})));
    page.act(DeleteDraft{id});
    page.act(UndoDelete{});
    CHECK(page.text(id) == "x");
    CHECK(page.entry(id).safety == Safety::not_saved);
}

TEST_CASE(
    "a safety copy that could not be read at the start is read later: what only it had is told, and what was typed "
    "goes into it") {
    Store store;
    SafetyCopy copies;
    std::string here, only_there;
    {
        Page page(store, &copies);
        here = page.write_draft("een");
        only_there = page.write_draft("twee");
    }
    store.items.erase(drafts::slot_key(prefix, only_there, drafts::slot_of(1)));
    copies.available = false;
    Page page(store, &copies, "#/verslag/" + here, false, "22222222");
    CHECK(page.state.storage.replica == Replica::unavailable);
    CHECK(page.state.drafts.size() == 1);
    page.type(here, "een en meer");
    page.flush();
    CHECK(page.entry(here).safety == Safety::in_browser);
    page.read_copies();
    CHECK(page.state.storage.replica == Replica::unavailable);
    CHECK(page.entry(here).safety == Safety::in_browser);

    copies.available = true;
    page.read_copies();
    CHECK(page.state.storage.replica == Replica::usable);
    CHECK(page.entry(here).safety == Safety::on_device);
    CHECK(page.text(here) == "een en meer");
    CHECK(page.text(only_there) == "twee");
    CHECK(page.state.drafts.size() == 2);
    CHECK(page.said() == Said::restored_copies);
    REQUIRE(page.state.told.notices.size() == 1);
    CHECK(page.state.told.notices[0].kind == Announcement::Kind::restored_copies);
    CHECK(page.state.told.notices[0].subject == "1");
    CHECK(stored_record(store, only_there, 1).record.draft.report.answers[0] == "twee");

    // Told once.
    const std::uint64_t serial = page.state.told.last.serial;
    page.read_copies();
    CHECK(page.state.drafts.size() == 2);
    CHECK(page.state.told.last.serial == serial);
}

// ---- Records that cannot be written over -----------------------------------------------------------------------------

TEST_CASE("beside an unreadable slot the writer goes on in a copy") {
    Store store;
    const std::string id = [&] {
        Page page(store);
        const std::string made = page.write_draft("een");
        page.type(made, "twee");
        page.flush();
        return made;
    }();
    const std::string damaged_key = drafts::slot_key(prefix, id, drafts::Slot::b);
    store.items[damaged_key] = "kapot";
    const auto before = store.items;

    Page page(store, "#/verslag/" + id);
    REQUIRE(page.state.unreadable.size() == 1);
    CHECK(page.entry(id).unreadable_slot);
    CHECK(page.text(id) == "twee");
    page.type(id, "twee");  // no edit, no copy
    CHECK(page.state.drafts.size() == 1);

    page.type(id, "twee en drie");
    CHECK(page.said() == Said::continued_as_copy);
    const std::string copy = page.state.route.draft;
    REQUIRE(copy != id);
    CHECK(page.history == std::vector<std::string>{"#/verslag/" + copy});
    CHECK_FALSE(page.address_is_fresh);
    CHECK(page.state.drafts.size() == 2);
    CHECK(page.text(copy) == "twee en drie");
    CHECK(page.text(id) == "twee");

    page.type(id, "van later", 1);  // was on its way to the old id
    page.act(FieldLeft{id});
    CHECK(page.text(copy, 1) == "van later");
    CHECK(page.text(id, 1).empty());
    CHECK(page.said() == Said::saved);
    for (const auto& [key, value] : before) CHECK(store.items[key] == value);

    page.drawn();
    page.act(GoTo{{Screen::write, id}});  // opened again: a second copy
    page.type(id, "nog een");
    CHECK(page.state.drafts.size() == 3);
    CHECK(page.state.route.draft != id);
    CHECK(page.state.route.draft != copy);
    page.flush();
    for (const auto& [key, value] : before) CHECK(store.items[key] == value);
    CHECK(Page(store).state.drafts.size() == 3);
}

TEST_CASE("deleting beside an unreadable slot leaves that slot, and so does the undo") {
    Store store;
    const std::string id = Page(store).write_draft("een");
    const std::string damaged_key = drafts::slot_key(prefix, id, drafts::Slot::a);
    store.items[damaged_key] = "kapot";
    Page page(store);
    page.act(DeleteDraft{id});
    CHECK(store.items == std::map<std::string, std::string>{{damaged_key, "kapot"}});
    store.fault = [](std::uint64_t write) { return write < 4 ? Fault::full : Fault::none; };
    page.act(UndoDelete{});
    page.flush();
    page.flush();
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(store.items[damaged_key] == "kapot");
    CHECK(Page(store).text(id) == "een");
}

TEST_CASE("what a later version wrote is never changed") {
    Store store;
    const std::string id(32, '7');
    const std::string key = drafts::slot_key(prefix, id, drafts::Slot::b);
    const std::string before = "RV1|2|2|7|6|0a1b2c3d|2026-11-23T14:03:09+01:00|2|";
    const std::string line = before + drafts::record_hash(before, "{}") + "|{}";
    store.items[key] = line;
    Page page(store, "#/verslag/" + id);
    CHECK(page.entry(id).newer_version);
    page.type(id, "x");
    page.leave_field();
    CHECK(page.text(id).empty());
    CHECK_FALSE(find<WriteRecord>(page.act(FlushDue{})));
    page.act(DeleteDraft{id});
    CHECK_FALSE(find<Download>(page.act(DownloadReport{id})));
    CHECK(page.entry(id).newer_version);
    CHECK(store.items == std::map<std::string, std::string>{{key, line}});
    CHECK(store.writes == 0);
}

TEST_CASE("an unreadable record can be downloaded as it is") {
    Store store;
    store.items[prefix + "d iets"] = "a";
    store.items[prefix + "d iets anders"] = "b";
    Page page(store);
    REQUIRE(page.state.unreadable.size() == 2);
    const auto effects = page.act(DownloadStored{page.state.unreadable[1].key});
    REQUIRE(find<DownloadStoredValue>(effects));
    CHECK(find<DownloadStoredValue>(effects)->file_name == "onleesbaar-verslag-2.txt");
    CHECK(find<DownloadStoredValue>(effects)->key == page.state.unreadable[1].key);
    CHECK(page.said() == Said::downloaded);
    CHECK(page.act(DownloadStored{"iets van een ander"}).empty());
}

TEST_CASE("text typed into a page whose draft is gone is kept under a new id") {
    Store store;
    const std::string id(32, 'e');
    store.items[drafts::slot_key(prefix, id, drafts::Slot::a)] = "kapot";
    Page page(store, "#/verslag/" + id, true);
    CHECK_FALSE(find_entry(page.state, id));
    page.type(id, "");
    CHECK(page.state.drafts.empty());
    page.type(id, "al getypt");
    page.type(id, "nog een veld", 1);
    page.flush();
    const std::string copy = page.state.route.draft;
    CHECK(copy != id);
    CHECK(page.text(copy) == "al getypt");
    CHECK(page.text(copy, 1) == "nog een veld");
    CHECK(page.state.drafts.size() == 1);
    CHECK(store.items[drafts::slot_key(prefix, id, drafts::Slot::a)] == "kapot");
    page.type("iets anders", "x");  // not on screen: not ours
    CHECK(page.state.drafts.size() == 1);
}

// ---- Deleting --------------------------------------------------------------------------------------------------------

TEST_CASE("deleted, undone") {
    Store store;
    Page page(store);
    const std::string other = page.write_draft("ander");
    const std::string id = page.write_draft("een");
    page.type(id, "twee");
    page.flush();
    const std::string newest = page.write_draft("nieuwste");
    page.act(GoTo{});
    const std::uint64_t revision = page.entry(id).newest.revision;

    page.act(DeleteDraft{id});
    CHECK(page.said() == Said::deleted);
    CHECK(store.items.size() == 2);
    CHECK_FALSE(find_entry(page.state, id));
    CHECK(Page(store).state.drafts.size() == 2);

    const auto effects = page.act(UndoDelete{});
    CHECK(page.said() == Said::restored);
    REQUIRE(find<WriteRecord>(effects));
    CHECK(find<WriteRecord>(effects)->revision > revision);
    CHECK(page.state.drafts[0].draft.id == newest);
    CHECK(page.state.drafts[1].draft.id == id);
    CHECK(page.state.drafts[2].draft.id == other);
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(Page(store).text(id) == "twee");
    CHECK(page.act(UndoDelete{}).empty());
}

TEST_CASE("a second deletion makes the first one final") {
    Store store;
    Page page(store);
    const std::string first = page.write_draft("een"), second = page.write_draft("twee");
    page.act(DeleteDraft{first});
    page.act(DeleteDraft{second});
    page.act(UndoDelete{});
    CHECK(page.state.drafts.size() == 1);
    CHECK(page.text(second) == "twee");
    page.act(DeleteDraft{"onbekend"});
    CHECK(page.state.drafts.size() == 1);
}

TEST_CASE("deleting the draft on screen goes to the list") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("een");
    const auto effects = page.act(DeleteDraft{id});
    CHECK(page.state.route == Route{});
    REQUIRE(find<SetAddress>(effects));
    CHECK(find<SetAddress>(effects)->replace);
    CHECK(find<SetAddress>(effects)->hash == "#/");
}

TEST_CASE("nothing brings a deleted draft back but the undo") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("een");
    page.hold_answers = true;
    page.type(id, "twee");
    page.flush();
    page.type(id, "drie");
    page.act(DeleteDraft{id});
    page.type(id, "vier");  // was on its way
    page.act(FieldLeft{id});
    page.flush();
    page.answer();
    page.flush();
    CHECK(store.items.empty());
    CHECK(page.said() == Said::deleted);
    page.act(UndoDelete{});
    page.answer();
    CHECK(Page(store).text(id) == "vier");
    CHECK(page.entry(id).safety == Safety::in_browser);
}

TEST_CASE("an undo while the storage is full is tried again") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("een");
    page.act(DeleteDraft{id});
    store.fault = [](std::uint64_t) { return Fault::full; };
    page.act(UndoDelete{});
    CHECK(page.entry(id).safety == Safety::not_saved);
    CHECK(page.said() == Said::save_failed);
    store.fault = [](std::uint64_t) { return Fault::none; };
    page.flush();
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(Page(store).text(id) == "een");
}

TEST_CASE(
    "while somebody types the page says no more than that the text is being kept; what is worse it says at once") {
    Store store;
    SafetyCopy copy;
    Page page(store, &copy);
    const std::string id = page.start_draft();
    const auto shown = [&page, &id] { return shown_safety(page.state, page.entry(id)); };
    page.drawn();
    page.type(id, "een");
    CHECK(shown() == Safety::saving);
    page.flush();
    REQUIRE(page.entry(id).safety == Safety::on_device);
    CHECK(shown() == Safety::saving);
    SECTION("until nobody has typed for a second") { page.act(Paused{}); }
    SECTION("until the field is left") { page.leave_field(); }
    SECTION("until another screen is shown") { page.act(GoTo{{Screen::check, id}}); }
    CHECK(shown() == Safety::on_device);
    page.type(id, "een, twee");
    CHECK(shown() == Safety::saving);
    page.act(Paused{});
    CHECK(shown() == Safety::saving);  // it is kept nowhere yet
    store.fault = copy.fault = [](std::uint64_t) { return Fault::full; };
    page.flush();
    CHECK(shown() == Safety::not_saved);
    page.type(id, "een, twee, drie");
    CHECK(shown() == Safety::not_saved);
    store.fault = copy.fault = [](std::uint64_t) { return Fault::none; };
    page.flush();
    REQUIRE(page.entry(id).safety == Safety::on_device);
    CHECK(shown() == Safety::saving);
    page.act(Paused{});
    CHECK(shown() == Safety::on_device);
}
