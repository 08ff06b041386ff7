// Op dit apparaat: when it is read, and wiping: nothing of before comes back, whatever was on its way.
#include "scenario.h"

using namespace scenario;

namespace {

bool writes(const std::vector<Effect>& effects) {
    return find<WriteRecord>(effects) != nullptr || find<WriteCopy>(effects) != nullptr ||
           find<RemoveCopy>(effects) != nullptr;
}

}  // namespace

TEST_CASE("the device is read when its screen opens, and again when there is reason to") {
    Store store;
    Page page(store);
    CHECK(find<ReadDevice>(page.act(GoTo{{Screen::help, {}}})) == nullptr);
    CHECK(find<ReadDevice>(page.act(RoomRead{{10, 0}})) == nullptr);
    CHECK(find<ReadDevice>(page.act(GoTo{{Screen::device, {}}})) != nullptr);
    CHECK(page.address == "#/apparaat");
    CHECK(find<ReadDevice>(page.act(RoomRead{{20, 5}})) != nullptr);
    CHECK(page.state.device.room.used == 20);
    CHECK(find<ReadDevice>(page.act(Navigated{"#/apparaat"})) != nullptr);
    CHECK(Page(store, "#/apparaat").state.route.screen == Screen::device);
}

TEST_CASE("the browser is asked to keep it when the first text of the page is kept, once") {
    Store store;
    SafetyCopy copies;
    Page(store, &copies).write_draft("van de vorige keer");
    Page page(store, &copies, "#/", false, "11111111");
    std::size_t asked = 0;
    const auto act = [&](const Event& event) {
        asked += find<DraftKept>(update(page.state, {event, page.now, std::string(32, 'e')})) != nullptr;
    };
    const std::string id = page.state.drafts.front().draft.id;
    act(GoTo{{Screen::write, id}});
    act(FlushDue{});
    CHECK(asked == 0);
    act(EditAnswer{id, 0, "van nu"});
    act(FlushDue{});
    CHECK(asked == 0);  // on its way
    act(Stored{id, page.entry(id).local.on_its_way.revision, StorageTrouble::none});
    CHECK(asked == 1);
    act(Copied{id, page.entry(id).copy.on_its_way, StorageTrouble::none});
    act(EditAnswer{id, 0, "en verder"});
    act(FlushDue{});
    act(Stored{id, page.entry(id).local.on_its_way.revision, StorageTrouble::none});
    CHECK(asked == 1);
}

TEST_CASE("wiping has to be asked for, and can be left") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("blijft");
    page.act(GoTo{{Screen::device, {}}});
    CHECK(find<WipeDevice>(page.act(WipeAll{})) == nullptr);
    page.act(AskToWipe{});
    page.act(KeepAll{});
    CHECK(find<WipeDevice>(page.act(WipeAll{})) == nullptr);
    page.act(AskToWipe{});
    page.act(GoTo{{Screen::drafts, {}}});
    page.act(GoTo{{Screen::device, {}}});
    CHECK(page.state.device.wiping == Wiping::no);
    CHECK(find<WipeDevice>(page.act(WipeAll{})) == nullptr);
    CHECK(page.text(id) == "blijft");
}

TEST_CASE("after wiping nothing is written any more, whatever was on its way") {
    Store store;
    SafetyCopy copies;
    Page page(store, &copies);
    const std::string id = page.write_draft("weg");
    const std::string deleted = page.write_draft("ook weg");
    page.act(DeleteDraft{deleted});
    const CopiesRead before = read_stores(store, &copies);
    page.hold_answers = true;
    page.type(id, "weg, maar nog onderweg");
    page.flush();
    page.act(EditImportText{"HOELANG DUURDE DE REIS?\n\nLang"});
    page.act(EditSearch{"weg"});
    page.act(GoTo{{Screen::device, {}}});
    page.act(AskToWipe{});
    CHECK(find<WipeDevice>(page.act(WipeAll{})) != nullptr);
    // While it runs: a timer, a field that is left, a late answer, the stores as they were.
    for (const Event& event : std::vector<Event>{FlushDue{}, EditAnswer{id, 0, "te laat"}, FieldLeft{id}, FlushDue{}}) {
        CHECK(!writes(page.act(event)));
    }
    // And nothing new begins, in which somebody would write.
    for (const Event& event : std::vector<Event>{NewDraft{}, Navigated{"#/nieuw"}, GoTo{{Screen::drafts, {}}},
                                                 EditImportText{"HOELANG DUURDE DE REIS?\n\nKort"}, AcceptImport{}}) {
        CHECK(page.act(event).empty());
        CHECK(page.state.route.screen == Screen::device);
        CHECK(page.state.device.wiping == Wiping::running);
    }
    page.answer();
    page.act(before);
    store.items.clear();
    copies = {};
    CHECK(!writes(page.act(Wiped{})));
    CHECK(page.address == "#/");
    CHECK(page.said() == Announcement::Kind::wiped);
    for (const Event& event :
         std::vector<Event>{FlushDue{}, UndoDelete{}, EditAnswer{id, 0, "te laat"}, FieldLeft{id}, FlushDue{}}) {
        CHECK(!writes(page.act(event)));
    }
    page.answer();
    CHECK(page.state.drafts.empty());
    CHECK(!page.state.deleted);
    CHECK(page.state.import.text.empty());
    CHECK(page.state.list.search.empty());
    CHECK(store.items.empty());
    CHECK(copies.drafts.empty());
    // And what is written from now on is kept as ever.
    page.hold_answers = false;
    const std::string next = page.write_draft("nieuw begin");
    CHECK(page.entry(next).safety == Safety::on_device);
    CHECK(!page.state.device.wiped);
}

TEST_CASE("wiped by another page, in the middle of a sentence") {
    Store store;
    SafetyCopy copies;
    Page page(store, &copies);
    const std::string id = page.write_draft("half");
    page.act(GoTo{{Screen::write, id}});
    page.type(id, "half een");
    const std::vector<Effect> begun = page.act(WipeBegun{});
    CHECK(!writes(begun));
    REQUIRE(find<AskForLease>(begun) != nullptr);
    CHECK(find<AskForLease>(begun)->draft.empty());
    CHECK(page.address == "#/apparaat");
    CHECK(page.said() != Announcement::Kind::wiped);  // not yet
    CHECK(!writes(page.act(EditAnswer{id, 0, "half een z"})));
    CHECK(page.act(NewDraft{}).empty());
    store.items.clear();
    copies = {};
    page.act(Wiped{});
    CHECK(page.said() == Announcement::Kind::wiped);
    CHECK(page.state.route == Route{});
    CHECK(page.address == "#/");
    CHECK(!is_unkept(page.state));
    page.act(EditAnswer{id, 0, "half een zin"});
    page.flush();
    CHECK(store.items.empty());
    CHECK(copies.drafts.empty());
    CHECK(Page(store, &copies, "#/", false, "22222222").state.drafts.empty());
}

TEST_CASE("what could not be wiped is shown again") {
    Store store;
    SafetyCopy copies;
    Page page(store, &copies);
    const std::string id = page.write_draft("zit vast");
    page.act(GoTo{{Screen::device, {}}});
    page.act(AskToWipe{});
    page.act(WipeAll{});
    store.items.clear();
    page.act(Wiped{{false, StorageTrouble::failed}});
    CHECK(page.said() == Announcement::Kind::wipe_failed);
    page.act(read_stores(store, &copies));
    CHECK(page.text(id) == "zit vast");
    REQUIRE(page.state.device.wiped);
    CHECK(page.state.device.wiped->copy == StorageTrouble::failed);
    page.act(GoTo{{Screen::help, {}}});
    CHECK(!page.state.device.wiped);
}
