// The trash: what is removed can be put back for thirty days, with the last letter that was typed, and is then gone.
#include "scenario.h"

using namespace scenario;

namespace {

struct Stores {
    Store store;
    SafetyCopy copy;
    Page open(const std::string& hash = "#/", const std::string& writer = "0a1b2c3d") {
        return Page(store, &copy, hash, false, writer);
    }
};

bool has_records(const Store& store, const std::string& id) {
    return std::any_of(store.items.begin(), store.items.end(),
                       [&](const auto& item) { return item.first.find(id) != std::string::npos; });
}

}  // namespace

TEST_CASE("a removed draft is in the trash, and nowhere else") {
    Stores stores;
    Page page = stores.open();
    const std::string id = page.write_draft("weg");
    page.act(DeleteDraft{id});
    CHECK(page.said() == Announcement::Kind::deleted_to_trash);
    CHECK(!has_records(stores.store, id));
    CHECK(stores.copy.drafts.empty());
    Page later = stores.open("#/prullenbak", "22222222");
    CHECK(later.state.drafts.empty());
    REQUIRE(later.state.trash.items.has_value());
    REQUIRE(later.state.trash.items->size() == 1);
    CHECK(later.state.trash.items->front().record.draft.report.answers[0] == "weg");
    CHECK(iso_day(later.state.trash.items->front().removed) == "2026-11-23");
}

TEST_CASE("put back after another start: the same draft, in both stores, and no longer in the trash") {
    Stores stores;
    Page page = stores.open();
    const std::string id = page.write_draft("terug");
    page.act(DeleteDraft{id});
    {
        Page later = stores.open("#/prullenbak", "22222222");
        later.act(PutBack{id});
        CHECK(later.said() == Announcement::Kind::put_back);
        CHECK(later.text(id) == "terug");
        CHECK(later.entry(id).safety == Safety::on_device);
        CHECK(later.state.trash.items->empty());
    }
    CHECK(stores.copy.trash.empty());
    CHECK(stores.copy.gone.empty());
    Page after = stores.open("#/", "33333333");
    CHECK(after.text(id) == "terug");
    after.type(id, "terug en verder");
    after.flush();
    CHECK(after.entry(id).safety == Safety::on_device);
}

TEST_CASE("what was typed last and not kept yet goes along into the trash") {
    Stores stores;
    Page page = stores.open();
    const std::string id = page.write_draft("oud");
    page.type(id, "oud en nieuw");
    page.act(DeleteDraft{id});
    Page later = stores.open("#/prullenbak", "22222222");
    REQUIRE(later.state.trash.items->size() == 1);
    later.act(PutBack{id});
    CHECK(later.text(id) == "oud en nieuw");
}

TEST_CASE("localStorage keeps what the safety copy lacks until the trash has it") {
    Stores stores;
    Page page = stores.open();
    const std::string id = page.start_draft();
    page.hold_answers = true;
    page.type(id, "x");
    page.flush();
    page.answer(1);  // localStorage; the copy is still on its way
    page.act(DeleteDraft{id});
    CHECK(has_records(stores.store, id));
    SECTION("the page goes on") {
        page.hold_answers = false;
        page.answer();
        CHECK(!has_records(stores.store, id));
        CHECK(stores.copy.trash.count(id) == 1);
    }
    SECTION("undone before that") {
        page.act(UndoDelete{});
        page.hold_answers = false;
        page.answer();
        CHECK(page.text(id) == "x");
        CHECK(page.entry(id).safety == Safety::on_device);
        CHECK(stores.copy.trash.empty());
        CHECK(stores.open("#/", "22222222").text(id) == "x");
    }
}

TEST_CASE(
    "removed, and the page was killed before the safety copy had heard of it: in the trash after the next start") {
    Stores stores;
    const std::string id(32, 'a');
    const std::string line =
        drafts::write_record({2, 0, "0a1b2c3d", "2026-11-23T14:00:00+01:00", {id, "Gent", {}, {}}});
    stores.store.items[drafts::slot_key(prefix, id, drafts::Slot::a)] = line;
    stores.store.items[drafts::gone_key(prefix, id, "0a1b2c3d")] = "2 0 0a1b2c3d";
    Page page = stores.open("#/prullenbak", "22222222");
    CHECK(page.state.drafts.empty());
    CHECK(stores.store.items.empty());
    REQUIRE(stores.copy.trash.count(id) == 1);
    CHECK(stores.copy.trash[id].line == line);
    REQUIRE(page.state.trash.items->size() == 1);
}

TEST_CASE("removed for good: asked for once, and gone") {
    Stores stores;
    Page page = stores.open();
    const std::string id = page.write_draft("weg");
    page.act(DeleteDraft{id});
    page.act(GoTo{{Screen::trash, {}}});
    page.act(RemoveForGood{id});
    CHECK(page.said() == Announcement::Kind::removed_for_good);
    CHECK(page.state.trash.items->empty());
    CHECK(!page.state.deleted);
    CHECK(stores.copy.trash.empty());
    page.act(PutBack{id});
    page.act(UndoDelete{});
    CHECK(page.state.drafts.empty());
}

TEST_CASE("a draft of that id is here again: what is put back gets an id of its own") {
    Stores stores;
    Page page = stores.open();
    const std::string id = page.write_draft("weg");
    page.act(DeleteDraft{id});
    page.act(GoTo{{Screen::trash, {}}});
    page.act(UndoDelete{});
    page.act(PutBack{id});
    CHECK(page.state.drafts.size() == 2);
    CHECK(stores.copy.trash.empty());
    CHECK(stores.open("#/", "22222222").state.drafts.size() == 2);
}

TEST_CASE("the trash without a safety copy: there is none, and that is known") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("weg");
    page.act(DeleteDraft{id});
    CHECK(page.said() == Announcement::Kind::deleted);
    CHECK(!has_trash(page.state));
    CHECK(!has_records(store, id));
    page.act(GoTo{{Screen::trash, {}}});
    CHECK(!page.state.trash.items);
}

TEST_CASE("removed while the safety copy cannot be read: it stays removed, also when that can be read later on") {
    Stores stores;
    std::string id;
    {
        Page before = stores.open("#/", "11111111");
        id = before.write_draft("weg");
    }
    stores.copy.available = false;
    stores.copy.why_not = StorageTrouble::failed;
    Page page = stores.open();
    page.act(DeleteDraft{id});
    CHECK(page.said() == Announcement::Kind::deleted);
    SECTION("in the same page") {
        stores.copy.available = true;
        page.act(read_stores(stores.store, &stores.copy));
        CHECK(page.state.drafts.empty());
        CHECK(stores.copy.drafts.empty());
        CHECK(stores.copy.trash.count(id) == 1);
        CHECK(!has_records(stores.store, id));
        CHECK(stores.open("#/", "22222222").state.drafts.empty());
    }
    SECTION("after another start at which it cannot be read either") {
        CHECK(stores.open("#/", "22222222").state.drafts.empty());
        stores.copy.available = true;
        Page later = stores.open("#/prullenbak", "33333333");
        CHECK(later.state.drafts.empty());
        REQUIRE(later.state.trash.items->size() == 1);
        CHECK(later.state.trash.items->front().record.draft.report.answers[0] == "weg");
        CHECK(!has_records(stores.store, id));
    }
    SECTION("undone before that") {
        page.act(UndoDelete{});
        CHECK(page.text(id) == "weg");
        stores.copy.available = true;
        page.act(read_stores(stores.store, &stores.copy));
        CHECK(page.text(id) == "weg");
        CHECK(page.entry(id).safety == Safety::on_device);
        CHECK(stores.copy.trash.empty());
        CHECK(stores.open("#/", "22222222").text(id) == "weg");
    }
}

TEST_CASE("what does not read in the trash is listed, and what a later version wrote is not put back") {
    Stores stores;
    const std::string later_id(32, 'b'), damaged(32, 'c');
    const std::string line =
        drafts::write_record({2, 0, "0a1b2c3d", "2026-11-23T14:00:00+01:00", {later_id, "", {}, {}}});
    stores.copy.trash[damaged] = {damaged, line.substr(0, line.size() - 3), "2026-11-23T14:00:00+01:00"};
    Page page = stores.open("#/prullenbak");
    CHECK(page.state.trash.items->empty());
    REQUIRE(page.state.unreadable.size() == 1);
    CHECK(page.state.unreadable[0].key == "trash " + damaged);

    const std::string before = "RV1|9|9|2|0|0a1b2c3d|2026-11-23T14:00:00+01:00|2|";
    const std::string later = before + drafts::record_hash(before, "{}") + "|{}";
    REQUIRE(drafts::read_record(later, later_id).problem == drafts::RecordProblem::newer);
    stores.copy.trash[later_id] = {later_id, later, "2026-11-23T14:00:00+01:00"};
    page.act(GoTo{{Screen::drafts, {}}});
    page.act(GoTo{{Screen::trash, {}}});
    REQUIRE(page.state.trash.items->size() == 1);
    page.act(PutBack{later_id});
    CHECK(page.state.drafts.empty());
    CHECK(stores.copy.trash[later_id].line == later);
}

TEST_CASE("days between two days of the calendar") {
    CHECK(days_between({2026, 11, 23, 23, 59}, {2026, 11, 24, 0, 0}) == 1);
    CHECK(days_between({2026, 11, 23}, {2026, 12, 23}) == 30);
    CHECK(days_between({2027, 2, 1}, {2027, 3, 1}) == 28);
    CHECK(days_between({2028, 2, 1}, {2028, 3, 1}) == 29);
    CHECK(days_between({2026, 12, 31}, {2027, 1, 1}) == 1);
    CHECK(days_between({2026, 11, 24}, {2026, 11, 23}) == -1);
}

TEST_CASE(
    "a draft that the safety copy never got, deleted and taken back: it stays itself, and no other tab is blamed") {
    Stores stores;
    stores.copy.fault = first_write_is_refused;
    Page page = stores.open();
    const std::string id = page.write_draft("niet in de kopie");
    REQUIRE(stores.copy.drafts.empty());
    page.hold_answers = true;
    page.act(DeleteDraft{id});
    page.answer(1);  // it lies in the trash
    REQUIRE(stores.copy.trash.count(id) == 1);
    page.act(UndoDelete{});
    page.answer();
    for (const Announcement& told : page.state.told.unsaid) CHECK(told.kind != Announcement::Kind::conflict);
    REQUIRE(page.state.drafts.size() == 1);
    CHECK(page.text(id) == "niet in de kopie");
    CHECK(page.entry(id).safety == Safety::on_device);
    CHECK(stores.copy.trash.empty());
}
