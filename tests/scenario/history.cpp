// Earlier versions: when a text is kept by itself, under a name, how one comes back, and what becomes of them when the draft goes.
#include "scenario.h"

using namespace scenario;

namespace {

using Said = Announcement::Kind;

struct Stores {
    Store store;
    SafetyCopy copy;
    Page open(const std::string& hash = "#/", const std::string& writer = "0a1b2c3d") {
        return Page(store, &copy, hash, false, writer);
    }
};

std::string versions_of(const std::string& id) { return "#/verslag/" + id + "/versies"; }

// The first answers about the snapshots, newest first, as the screen has them.
std::vector<std::string> texts(const Page& page) {
    std::vector<std::string> all;
    for (const History::Version& version : page.state.history.versions) all.push_back(version.report.answers[0]);
    return all;
}
const std::string& key_of(const Page& page, std::size_t index) {
    return page.state.history.versions.at(index).snapshot.key;
}

using Texts = std::vector<std::string>;

// A draft with two snapshots, "een" and "twee", and the text "drie"; the page shows its earlier versions.
struct Written {
    Stores stores;
    std::string id;
    Written() {
        Page page = stores.open();
        id = page.write_draft("een");
        Page later = stores.open("#/verslag/" + id, "22222222");
        later.type(id, "twee");
        later.flush();
        Page last = stores.open("#/verslag/" + id, "33333333");
        last.type(id, "drie");
        last.flush();
    }
    Page open(const std::string& writer = "44444444") { return stores.open(versions_of(id), writer); }
};

}  // namespace

TEST_CASE("a text is kept before the first change that a page makes, and not before the first character") {
    Stores stores;
    Page page = stores.open();
    const std::string id = page.start_draft();
    for (const char* text : {"e", "ee", "een"}) page.type(id, text);
    page.flush();
    CHECK(stores.copy.history.empty());
    Page later = stores.open("#/verslag/" + id, "22222222");
    CHECK(stores.copy.history.empty());
    for (const char* text : {"een ", "een t", "een tw"}) later.type(id, text);
    later.flush();
    REQUIRE(stores.copy.history.size() == 1);
    later.act(Navigated{versions_of(id)});
    CHECK(texts(later) == Texts{"een"});
    CHECK(later.state.history.versions[0].snapshot.name.empty());
    CHECK(later.state.history.versions[0].time == page.entry(id).changed);
    CHECK(later.text(id) == "een tw");
}

TEST_CASE("while somebody writes on, a text is kept every ten minutes, as it stood before the change") {
    Stores stores;
    Page page = stores.open();
    const std::string id = page.write_draft("0");
    for (int minute = 1; minute <= 45; ++minute) {
        page.now.minute = minute;
        page.now.second = 0;
        page.type(id, std::to_string(minute));
        page.flush();
    }
    page.act(Navigated{versions_of(id)});
    CHECK(texts(page) == Texts{"40", "30", "20", "10"});
}

TEST_CASE("what was typed last is in the moment, also when no store has it yet") {
    Stores stores;
    Page page = stores.open();
    const std::string id = page.write_draft("een");
    page.now.minute = 10;
    page.type(id, "een en twee");
    page.now.minute = 20;
    page.now.second = 30;
    page.type(id, "alles weg");
    page.act(Navigated{versions_of(id)});
    CHECK(texts(page).front() == "een en twee");
}

TEST_CASE("a button that changes an answer keeps the text before it, too") {
    Stores stores;
    const std::string id = stores.open().write_draft("\u2022 een\n* twee");
    Page page = stores.open("#/verslag/" + id, "22222222");
    page.act(TidyBullets{id, 0});
    page.act(Navigated{versions_of(id)});
    CHECK(texts(page) == Texts{"\u2022 een\n* twee"});
}

TEST_CASE("at most twenty stay, the newest and the oldest among them") {
    Stores stores;
    std::string id = stores.open().write_draft("0");
    for (int i = 1; i <= 60; ++i) {
        Page page = stores.open("#/verslag/" + id, std::to_string(10'000'000 + i));
        page.now.month = 12;
        page.now.day = 1 + i / 3;
        page.type(id, std::to_string(i));
        page.flush();
    }
    CHECK(stores.copy.history.size() == drafts::most_automatic);
    Page page = stores.open(versions_of(id), "22222222");
    CHECK(texts(page).front() == "59");
    CHECK(texts(page).back() == "0");
}

TEST_CASE("a version comes back as a new revision; that can be undone, and the text before it stays in the list") {
    Written written;
    Page page = written.open();
    CHECK(texts(page) == Texts{"twee", "een"});
    const std::uint64_t before = page.entry(written.id).newest.revision;
    page.act(RestoreSnapshot{written.id, key_of(page, 1)});
    CHECK(page.said() == Said::version_restored);
    CHECK(page.text(written.id) == "een");
    CHECK(texts(page) == Texts{"drie", "twee", "een"});
    page.flush();
    CHECK(page.entry(written.id).newest.revision > before);
    CHECK(page.entry(written.id).safety == Safety::on_device);
    REQUIRE(change_to_undo(page.state, written.id) != nullptr);

    page.act(UndoChange{written.id});
    CHECK(page.said() == Said::change_undone);
    CHECK(page.text(written.id) == "drie");
    page.flush();
    Page later = written.open("55555555");
    CHECK(later.text(written.id) == "drie");
    CHECK(texts(later) == Texts{"drie", "twee", "een"});
    // And without the button, from the list.
    later.act(RestoreSnapshot{written.id, key_of(later, 2)});
    later.flush();
    Page last = written.open("66666666");
    CHECK(last.text(written.id) == "een");
    last.act(RestoreSnapshot{written.id, key_of(last, 0)});
    CHECK(last.text(written.id) == "drie");
}

TEST_CASE("nothing is undone over what was written since a version came back") {
    Written written;
    Page page = written.open();
    page.act(RestoreSnapshot{written.id, key_of(page, 1)});
    page.type(written.id, "een en meer");
    CHECK(change_to_undo(page.state, written.id) == nullptr);
    page.act(UndoChange{written.id});
    CHECK(page.text(written.id) == "een en meer");
}

TEST_CASE("what came back here is not undone over what another page has written since") {
    Written written;
    Page page = written.open();
    page.act(RestoreSnapshot{written.id, key_of(page, 1)});
    page.flush();
    Page other = written.stores.open("#/verslag/" + written.id, "55555555");
    other.type(written.id, "van de ander");
    other.flush();
    page.act(read_stores(written.stores.store, &written.stores.copy));
    REQUIRE(page.text(written.id) == "van de ander");
    page.drawn();
    page.type(written.id, "van de ander, en verder");
    CHECK(change_to_undo(page.state, written.id) == nullptr);
    page.act(UndoChange{written.id});
    CHECK(page.text(written.id) == "van de ander, en verder");
}

TEST_CASE("whether one is sure is not asked of another draft") {
    Written written;
    Page page = written.open();
    const std::string fold = std::string(removal_fold) + "2.22222222";
    page.act(Toggle{fold});
    CHECK(page.state.unfolded.count(fold) == 1);
    page.act(GoTo{{Screen::write, written.id}});
    CHECK(page.state.unfolded.count(fold) == 0);
}

TEST_CASE("a version that is the text of now, or that is not there, changes nothing") {
    Written written;
    Page page = written.open();
    page.act(RestoreSnapshot{written.id, key_of(page, 1)});
    const std::uint64_t edits = page.entry(written.id).edits;
    page.act(RestoreSnapshot{written.id, key_of(page, 2)});
    page.act(RestoreSnapshot{written.id, "no such key"});
    CHECK(page.entry(written.id).edits == edits);
}

TEST_CASE("under a name a text stays as it is now") {
    Written written;
    Page page = written.open();
    page.act(NameSnapshot{written.id});
    CHECK(page.state.history.refused == History::Refused::no_name);
    CHECK(page.said() == Said::snapshot_not_kept);
    page.act(EditSnapshotName{"  "});
    CHECK(page.state.history.refused == History::Refused::no);
    page.act(NameSnapshot{written.id});
    CHECK(page.state.history.refused == History::Refused::no_name);
    page.act(EditSnapshotName{"voor de wethouder"});
    page.act(NameSnapshot{written.id});
    CHECK(page.said() == Said::snapshot_kept);
    CHECK(page.state.history.name.empty());
    CHECK(texts(page) == Texts{"drie", "twee", "een"});
    CHECK(page.state.history.versions[0].snapshot.name == "voor de wethouder");
    CHECK(page.state.history.versions[0].time == page.now);
}

TEST_CASE("a moment with a name that finds no room is refused in words, and the list stays") {
    Written written;
    Page page = written.open();
    page.act(EditSnapshotName{"nu"});
    written.stores.copy.fault = [](std::uint64_t) { return Fault::full; };
    page.act(NameSnapshot{written.id});
    CHECK(page.said() == Said::snapshot_not_kept);
    CHECK(page.state.history.refused == History::Refused::not_kept);
    CHECK(page.state.history.name == "nu");
    CHECK(texts(page) == Texts{"twee", "een"});
    written.stores.copy.fault = [](std::uint64_t) { return Fault::none; };
    page.act(NameSnapshot{written.id});
    CHECK(page.said() == Said::snapshot_kept);
}

TEST_CASE("a moment that finds no room takes no text with it") {
    Stores stores;
    const std::string id = stores.open().write_draft("een");
    Page page = stores.open("#/verslag/" + id, "22222222");
    const std::uint64_t at = stores.copy.writes + 1;
    stores.copy.fault = [at](std::uint64_t write) { return write == at ? Fault::full : Fault::none; };
    page.type(id, "twee");
    page.flush();
    CHECK(stores.copy.history.empty());
    CHECK(page.entry(id).safety == Safety::on_device);
}

TEST_CASE("a moment is removed when the writer says so, and that is said when it is done") {
    Written written;
    Page page = written.open();
    const std::string key = key_of(page, 1);
    written.stores.copy.fault = [](std::uint64_t) { return Fault::full; };
    page.act(RemoveSnapshot{written.id, key});
    CHECK(page.said() == Said::not_removed);
    CHECK(texts(page) == Texts{"twee", "een"});
    written.stores.copy.fault = [](std::uint64_t) { return Fault::none; };
    page.act(RemoveSnapshot{written.id, key});
    CHECK(page.said() == Said::snapshot_removed);
    CHECK(texts(page) == Texts{"twee"});
    CHECK(written.stores.copy.history.count(key) == 0);
}

TEST_CASE("without the safety copy there is no history, and everything else works") {
    Stores stores;
    stores.copy.available = false;
    const std::string id = stores.open().write_draft("een");
    Page page = stores.open("#/verslag/" + id, "22222222");
    CHECK(page.state.storage.replica == Replica::unavailable);
    page.type(id, "twee");
    page.flush();
    CHECK(page.entry(id).safety == Safety::in_browser);
    for (const Effect& effect : page.act(Navigated{versions_of(id)})) {
        CHECK(!std::holds_alternative<ReadHistory>(effect));
    }
    CHECK(stores.copy.history.empty());
}

TEST_CASE("what was given up for room is said, and stays on the screen") {
    Written written;
    Page page = written.open();
    written.stores.copy.history.clear();
    page.act(HistoryGivenUp{false});
    CHECK(page.said() == Said::history_given_up);
    CHECK(page.state.given_up == GivenUp::automatic);
    CHECK(texts(page).empty());
    page.act(HistoryGivenUp{true});
    page.act(HistoryGivenUp{false});
    CHECK(page.state.given_up == GivenUp::named);
}

TEST_CASE("a draft in the trash keeps its history, and it is there when the draft is put back") {
    Written written;
    Page page = written.open();
    page.act(DeleteDraft{written.id});
    CHECK(written.stores.copy.history.size() == 2);
    Page later = written.stores.open("#/prullenbak", "55555555");
    later.act(PutBack{written.id});
    later.act(Navigated{versions_of(written.id)});
    CHECK(texts(later) == Texts{"twee", "een"});
}

TEST_CASE("a draft that is removed for good takes its history with it, and no other's") {
    Written written;
    Page page = written.open();
    const std::string other = page.write_draft("blijft");
    Page second = written.stores.open("#/verslag/" + other, "55555555");
    second.type(other, "blijft ook");
    second.flush();
    CHECK(written.stores.copy.history.size() == 3);
    second.act(DeleteDraft{written.id});
    second.act(Navigated{"#/prullenbak"});
    second.act(RemoveForGood{written.id});
    CHECK(second.said() == Said::removed_for_good);
    CHECK(written.stores.copy.history.size() == 1);
    second.act(Navigated{versions_of(other)});
    CHECK(texts(second) == Texts{"blijft"});
}

TEST_CASE("who reads along compares, and neither puts back nor names") {
    Written written;
    Page page = written.open();
    page.act(LeaseElsewhere{written.id});
    page.act(RestoreSnapshot{written.id, key_of(page, 0)});
    CHECK(page.text(written.id) == "drie");
    page.act(EditSnapshotName{"nu"});
    page.act(NameSnapshot{written.id});
    CHECK(written.stores.copy.history.size() == 2);
    page.act(CompareSnapshot{key_of(page, 0)});
    CHECK(page.state.history.compared == key_of(page, 0));
    page.act(CompareSnapshot{key_of(page, 0)});
    CHECK(page.state.history.compared.empty());
}

TEST_CASE("a comparison is of the version that is chosen and of the text as it is now") {
    Written written;
    Page page = written.open();
    const auto compared = [&page] {
        std::string all;
        if (!page.state.history.comparison) return all;
        for (const Comparison::Part& part : page.state.history.comparison->parts) {
            all += std::to_string(part.place) + ':';
            for (const model::Run& run : part.runs)
                all += " =-+"[1 + static_cast<std::size_t>(run.kind)] + std::string(run.text);
        }
        return all;
    };
    CHECK(compared().empty());
    const std::string first = key_of(page, 1);  // the list grows when something is typed
    page.act(CompareSnapshot{key_of(page, 0)});
    CHECK(compared() == "0:-twee+drie");
    page.act(CompareSnapshot{first});
    CHECK(compared() == "0:-een+drie");
    page.act(EditAnswer{written.id, 0, "vier"});
    CHECK(compared() == "0:-een+vier");
    page.act(EditAnswer{written.id, 4, "een"});
    page.act(EditAnswer{written.id, 0, "een"});
    CHECK(compared() == "4:+een");
    // Nothing that it was made of is another.
    const auto before = page.state.history.comparison;
    page.act(EditSnapshotName{"n"});
    CHECK(page.state.history.comparison == before);
    page.act(CompareSnapshot{first});
    CHECK(!page.state.history.comparison);
    page.act(CompareSnapshot{first});
    page.act(Navigated{"#/"});
    CHECK(!page.state.history.comparison);
}

TEST_CASE("a version that came back is there after a crash right behind it, and so is the text before it") {
    Written written;
    {
        Page page = written.open();
        page.act(RestoreSnapshot{written.id, key_of(page, 1)});
        page.flush();
    }
    Page later = written.open("55555555");
    CHECK(later.text(written.id) == "een");
    CHECK(texts(later) == Texts{"drie", "twee", "een"});
}

TEST_CASE("moments of another draft, and lines that do not read, are not in the list and not touched") {
    Written written;
    const std::string odd = written.id + " 9 99999999";
    written.stores.copy.history[odd] = {odd, "gisteren", "", "kapot"};
    Page page = written.open();
    CHECK(texts(page) == Texts{"twee", "een"});
    CHECK(written.stores.copy.history.count(odd) == 1);
}

TEST_CASE("the history on the screen is that of the draft on the screen") {
    Written written;
    Page page = written.open();
    REQUIRE(texts(page).size() == 2);
    page.act(EditSnapshotName{"nu"});
    page.act(CompareSnapshot{key_of(page, 0)});
    const std::string other = page.write_draft("ander");
    page.act(Navigated{versions_of(other)});
    CHECK(page.state.history.is_read);
    CHECK(texts(page).empty());
    CHECK(page.state.history.name.empty());
    CHECK(page.state.history.compared.empty());
    // An answer that comes late is not for this screen.
    page.act(written.stores.copy.read_history(written.id));
    CHECK(texts(page).empty());
}
