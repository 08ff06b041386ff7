// Offline ready and a new build of the page: said once, and taken only when nothing would be lost with this page.
#include "scenario.h"

using namespace scenario;
using Said = Announcement::Kind;
using Refused = NewVersion::Refused;

TEST_CASE("offline ready is what was last heard, and says nothing aloud") {
    Store store;
    Page page(store);
    CHECK_FALSE(page.state.device.offline_ready);
    CHECK(page.act(OfflineReady{true}).empty());
    CHECK(page.state.device.offline_ready);
    page.act(OfflineReady{false});
    CHECK_FALSE(page.state.device.offline_ready);
    CHECK(page.said() == Said::none);
}

TEST_CASE("a new version is said once and does nothing by itself") {
    Store store;
    Page page(store);
    const std::string id = page.start_draft();
    page.type(id, "een halve zi");
    CHECK(page.act(NewVersionReady{}).empty());
    CHECK(page.said() == Said::new_version);
    const std::uint32_t serial = page.state.told.last.serial;
    page.act(NewVersionReady{});
    CHECK(page.state.told.last.serial == serial);
    page.type(id, "een halve zin");
    page.flush();
    CHECK_FALSE(page.loads_anew);
    CHECK(page.text(id) == "een halve zin");
}

TEST_CASE("without a new version there is nothing to take") {
    Store store;
    Page page(store);
    CHECK(page.act(TakeNewVersion{}).empty());
    CHECK_FALSE(page.loads_anew);
}

TEST_CASE("the offer goes to the top with the next screen only") {
    Store store;
    Page page(store);
    page.act(NewVersionReady{});
    CHECK_FALSE(page.state.new_version.on_top);
    page.act(GoTo{{Screen::import, {}}});
    CHECK(page.state.new_version.on_top);
}

TEST_CASE("taken: everything typed is in the store before the page loads anew") {
    Store store;
    Page page(store);
    const std::string first = page.write_draft("eerste");
    const std::string second = page.start_draft();
    page.type(second, "tweede, nog niet bewaard");
    page.type(first, "eerste, ook veranderd");
    page.act(NewVersionReady{});
    const auto effects = page.act(TakeNewVersion{});
    CHECK(find<UseNewVersion>(effects) == nullptr);  // only after the answers
    CHECK(page.loads_anew);
    Page after(store);
    CHECK(after.text(first) == "eerste, ook veranderd");
    CHECK(after.text(second) == "tweede, nog niet bewaard");
}

TEST_CASE("taken with nothing to write: at once") {
    Store store;
    Page page(store);
    page.write_draft("klaar");
    page.start_draft();
    page.act(NewVersionReady{});
    CHECK(find<UseNewVersion>(page.act(TakeNewVersion{})) != nullptr);
}

TEST_CASE("taken while answers are on their way: waits for all, and for what is typed meanwhile") {
    Store store;
    Page page(store);
    const std::string id = page.start_draft();
    page.type(id, "a");
    page.type(page.start_draft(), "b");
    page.act(NewVersionReady{});
    page.hold_answers = true;
    page.act(TakeNewVersion{});
    page.type(id, "a en meer");
    CHECK(page.answers.size() == 2);
    page.answer(1);
    CHECK_FALSE(page.loads_anew);
    page.answer(1);
    CHECK_FALSE(page.loads_anew);  // now what was typed is written
    CHECK(page.answers.size() == 1);
    page.answer();
    CHECK(page.loads_anew);
    CHECK(Page(store).text(id) == "a en meer");
}

TEST_CASE("taken while a write is on its way that a deletion makes void") {
    Store store;
    Page page(store);
    const std::string id = page.start_draft();
    page.type(id, "a");
    page.act(NewVersionReady{});
    page.hold_answers = true;
    page.act(TakeNewVersion{});
    CHECK_FALSE(page.loads_anew);
    page.act(DeleteDraft{id});
    CHECK(page.loads_anew);
}

TEST_CASE("not taken while a draft is kept nowhere else; tried once more, and taken when there is room again") {
    for (const Fault fault : {Fault::full, Fault::damaged}) {
        Store store;
        Page page(store);
        const std::string id = page.write_draft("oud");
        store.fault = [fault](std::uint64_t) { return fault; };
        page.type(id, "nieuw");
        page.flush();
        CHECK(page.entry(id).safety == Safety::not_saved);
        page.act(NewVersionReady{});
        const std::uint64_t writes = store.writes;
        page.act(TakeNewVersion{});
        CHECK(store.writes == writes + 1);
        CHECK_FALSE(page.loads_anew);
        CHECK(page.state.new_version.refused == Refused::not_saved);
        CHECK(page.said() == Said::new_version_refused);
        CHECK(page.text(id) == "nieuw");

        store.fault = [](std::uint64_t) { return Fault::none; };
        page.act(TakeNewVersion{});
        CHECK(page.state.new_version.refused == Refused::no);
        CHECK(page.loads_anew);
        CHECK(Page(store).text(id) == "nieuw");
    }
}

TEST_CASE("not taken without a store once something was typed") {
    Store store;
    store.available = false;
    Page page(store);
    page.type(page.start_draft(), "alleen hier");
    page.act(NewVersionReady{});
    page.act(TakeNewVersion{});
    CHECK_FALSE(page.loads_anew);
    CHECK(page.state.new_version.refused == Refused::not_saved);
    CHECK(store.writes == 0);
}

TEST_CASE("not taken while text stands under Importeren") {
    Store store;
    Page page(store, "#/importeren");
    page.act(EditImportText{"wordt nog aan gewerkt"});
    page.act(NewVersionReady{});
    page.act(TakeNewVersion{});
    CHECK_FALSE(page.loads_anew);
    CHECK(page.state.new_version.refused == Refused::import_text);
    CHECK(page.said() == Said::new_version_refused);
    page.act(EditImportText{" "});
    page.act(TakeNewVersion{});
    CHECK(page.loads_anew);
}
