// A backup is made, and put back on the same device, on another one, or on one where work has gone on: what was there is there.
#include <catch2/generators/catch_generators.hpp>
#include <set>

#include "scenario.h"

using namespace scenario;
using drafts::Compared;

namespace {

// A device: both stores, and pages on them that each are another writer.
struct Computer {
    Store store;
    SafetyCopy copy;
    bool has_copy = true;

    Page open(const std::string& hash = "#/") {
        static int writers = 0x1000;
        std::string writer = std::to_string(++writers);
        writer.resize(8, '0');
        return has_copy ? Page(store, &copy, hash, false, writer) : Page(store, hash, false, writer);
    }

    // What a writer finds here: the texts in the list, and those in the trash.
    std::multiset<std::string> texts() {
        Page page = open();
        std::multiset<std::string> all;
        for (const DraftEntry& entry : page.state.drafts) all.insert(entry.draft.report.answers[0]);
        return all;
    }
    std::multiset<std::string> removed() {
        std::multiset<std::string> all;
        for (const auto& [id, item] : copy.trash) {
            all.insert(drafts::read_record(item.line, id).record.draft.report.answers[0]);
        }
        return all;
    }
};
using Texts = std::multiset<std::string>;

std::string backup_of(Page& page) {
    page.act(MakeBackup{});
    REQUIRE(!page.downloads.empty());
    CHECK(page.downloads.back().file_name == "reservekopie-verslagen-2026-11-23.json");
    CHECK(page.said() == Announcement::Kind::backup_made);
    CHECK(page.state.backup.offered == page.now);
    const std::string bytes = page.downloads.back().bytes;
    // The page has the texts already and does not read them from the lines. Who has the lines alone makes the same file of them.
    const drafts::BackupReading reading = drafts::read_backup(bytes);
    for (const auto* entries : {&reading.backup.drafts, &reading.backup.trash}) {
        for (const drafts::BackupEntry& entry : *entries) CHECK_FALSE(entry.report_differs);
    }
    CHECK(drafts::write_backup(reading.backup).bytes == bytes);
    return bytes;
}

std::vector<Compared> preview(Page& page, const std::string& bytes) {
    page.act(FileRead{"kopie.json", bytes});
    REQUIRE(page.state.route.screen == Screen::restore);
    REQUIRE(page.state.restore);
    REQUIRE(page.state.restore->compared);
    return page.state.restore->compared->drafts;
}

std::vector<Compared> put_back(Page& page, const std::string& bytes, bool replace = false) {
    const std::vector<Compared> kinds = preview(page, bytes);
    page.act(PutBackupBack{replace});
    CHECK(page.state.route == Route{});
    CHECK(!page.state.restore);
    return kinds;
}

void rename_to(Page& page, const std::string& id, const std::string& text) {
    page.type(id, text);
    page.flush();
}

// Every earlier version, with all that is kept of it.
std::multiset<std::vector<std::string>> history_of(const Computer& device) {
    std::multiset<std::vector<std::string>> all;
    for (const auto& [key, snapshot] : device.copy.history) {
        CHECK(key == snapshot.key);
        all.insert({key, snapshot.time, snapshot.name, snapshot.line});
    }
    return all;
}

}  // namespace

TEST_CASE("on an empty device every record is there again, byte for byte, and what was in the trash") {
    Computer first, second;
    Page page = first.open();
    for (int i = 0; i < 5; ++i) page.write_draft("verslag " + std::to_string(i));
    rename_to(page, page.write_draft("een"), "een en twee");
    page.act(DeleteDraft{page.write_draft("weg")});
    const std::string bytes = backup_of(page);

    Page other = second.open();
    const bool replace = GENERATE(false, true);
    CHECK(put_back(other, bytes, replace) == std::vector(6, Compared::fresh));
    CHECK(other.said() == Announcement::Kind::backup_put_back);
    CHECK(other.state.told.last.subject == "6");
    CHECK(second.copy.drafts == first.copy.drafts);
    for (const auto& [id, line] : first.copy.drafts) {
        CHECK(second.store.items.at(drafts::slot_key(prefix, id, drafts::slot_of(drafts::read_stamp(line).revision))) ==
              line);
    }
    CHECK(second.copy.trash.size() == 1);
    CHECK(second.removed() == Texts{"weg"});
    // A backup of it says the same, but for the time at which something went to the trash.
    CHECK(second.texts() == first.texts());
    for (const DraftEntry& entry : other.state.drafts) CHECK(entry.safety == Safety::on_device);

    // And a second time adds nothing.
    const auto items = second.store.items;
    const auto copies = second.copy.drafts;
    CHECK(put_back(other, bytes, replace) == std::vector(6, Compared::same));
    CHECK(other.state.told.last.subject == "0");
    CHECK(second.store.items == items);
    CHECK(second.copy.drafts == copies);
    CHECK(second.copy.trash.size() == 1);
}

TEST_CASE("what a page has typed and not yet kept is in the backup") {
    Computer first, second;
    first.has_copy = false;
    first.store.fault = [](std::uint64_t) { return Fault::full; };
    Page page = first.open();
    page.write_draft("nergens bewaard");
    const std::string bytes = backup_of(page);
    Page other = second.open();
    CHECK(put_back(other, bytes) == std::vector{Compared::fresh});
    CHECK(second.texts() == Texts{"nergens bewaard"});
}

TEST_CASE("a device on which work has gone on: nothing of it is lost, whatever the way") {
    Computer device;
    Page page = device.open();
    const std::string same = page.write_draft("gelijk"), older = page.write_draft("toen"),
                      newer = page.write_draft("nu"), conflict = page.write_draft("begin"),
                      deleted = page.write_draft("bewaard"), for_good = page.write_draft("voorgoed");
    // As it stood before: the device will be put back to this.
    Computer then = device;
    rename_to(page, newer, "nu en verder");
    rename_to(page, conflict, "begin, in de kopie");
    page.write_draft("nieuw");
    const std::string bytes = backup_of(page);

    Page here = then.open();
    rename_to(here, older, "toen en verder");
    rename_to(here, conflict, "begin, hier");
    here.write_draft("alleen hier");
    here.act(DeleteDraft{deleted});
    here.act(DeleteDraft{for_good});
    here.act(GoTo{{Screen::trash, {}}});
    here.act(RemoveForGood{for_good});
    here.act(GoTo{{Screen::restore, {}}});

    std::map<std::string, Compared> kinds;
    const std::vector<Compared> found = preview(here, bytes);
    for (std::size_t i = 0; i < found.size(); ++i) kinds[here.state.restore->file.backup.drafts[i].id] = found[i];
    CHECK(kinds.size() == 7);
    CHECK(kinds[same] == Compared::same);
    CHECK(kinds[older] == Compared::older);
    CHECK(kinds[newer] == Compared::newer);
    CHECK(kinds[conflict] == Compared::conflict);
    CHECK(kinds[deleted] == Compared::deleted);
    CHECK(kinds[for_good] == Compared::deleted);

    SECTION("together") {
        here.act(PutBackupBack{false});
        const Texts texts{"gelijk",  "toen en verder", "nu en verder", "begin, hier", "begin, in de kopie",
                          "bewaard", "voorgoed",       "alleen hier",  "nieuw"};
        CHECK(then.texts() == texts);
        CHECK(then.removed() == Texts{"nu"});
        CHECK(here.text(newer) == "nu en verder");
        CHECK(here.text(conflict) == "begin, hier");
        // The second time there is nothing new in it.
        put_back(here, bytes);
        CHECK(then.texts() == texts);
        CHECK(then.removed() == Texts{"nu"});
    }
    SECTION("in place of it") {
        here.act(PutBackupBack{true});
        CHECK(then.texts() == device.texts());
        CHECK(then.removed() == Texts{"nu", "toen en verder", "begin, hier", "alleen hier"});
        put_back(here, bytes, true);
        CHECK(then.texts() == device.texts());
        CHECK(then.removed() == Texts{"nu", "toen en verder", "begin, hier", "alleen hier"});
        // Out of the trash again, all of it.
        here.act(GoTo{{Screen::trash, {}}});
        REQUIRE(here.state.trash.items->size() == 4);
        while (!here.state.trash.items->empty()) here.act(PutBack{here.state.trash.items->front().id});
        CHECK(then.removed().empty());
        CHECK(then.texts().size() == 11);
    }
    for (const DraftEntry& entry : then.open().state.drafts) CHECK(entry.safety == Safety::on_device);
}

TEST_CASE("what stands in the trash with another text stays there when the draft comes back") {
    Computer device;
    Page page = device.open();
    const std::string id = page.write_draft("A");
    const std::string bytes = backup_of(page);
    rename_to(page, id, "A en B");
    page.act(DeleteDraft{id});
    const bool replace = GENERATE(false, true), anew = GENERATE(false, true);
    Page later = device.open();
    Page& here = anew ? later : page;
    CHECK(put_back(here, bytes, replace) == std::vector{Compared::deleted});
    CHECK(device.texts() == Texts{"A"});
    CHECK(device.removed() == Texts{"A en B"});
    put_back(here, bytes, replace);
    CHECK(device.texts() == Texts{"A"});
    CHECK(device.removed() == Texts{"A en B"});
    // The one that came is changed, and deleted too.
    const std::string own = here.state.drafts.front().draft.id;
    CHECK(own != id);
    rename_to(here, own, "A en C");
    if (GENERATE(false, true)) {
        put_back(here, bytes, replace);
        CHECK(device.texts() == (replace ? Texts{"A"} : Texts{"A en C"}));
        CHECK(device.removed() == (replace ? Texts{"A en B", "A en C"} : Texts{"A en B"}));
        CHECK(put_back(here, bytes, replace) == std::vector{replace ? Compared::same : Compared::older});
        CHECK(device.texts() == (replace ? Texts{"A"} : Texts{"A en C"}));
        CHECK(device.removed() == (replace ? Texts{"A en B", "A en C"} : Texts{"A en B"}));
    } else {
        here.act(DeleteDraft{own});
        put_back(here, bytes, replace);
        CHECK(device.texts() == Texts{"A"});
        CHECK(device.removed() == Texts{"A en B", "A en C"});
    }
    for (const DraftEntry& entry : device.open().state.drafts) CHECK(entry.safety == Safety::on_device);
}

TEST_CASE("two devices that went on from the same backup: numbers do not say which text is the later one") {
    Computer laptop;
    std::string id;
    {
        Page page = laptop.open();
        id = page.write_draft("begin");
        for (int i = 0; i < 5; ++i) rename_to(page, id, "begin " + std::to_string(i));
    }
    Computer desktop = laptop;
    Page one = laptop.open();
    for (int i = 0; i < 3; ++i) rename_to(one, id, "laptop " + std::to_string(i));
    const std::string from_laptop = backup_of(one);
    {
        Page page = desktop.open();
        for (int i = 0; i < 20; ++i) rename_to(page, id, "desktop " + std::to_string(i));
    }
    Page two = desktop.open();
    rename_to(two, id, "desktop en verder");
    const std::string from_desktop = backup_of(two);

    CHECK(put_back(two, from_laptop) == std::vector{Compared::conflict});
    CHECK(desktop.texts() == Texts{"desktop en verder", "laptop 2"});
    CHECK(put_back(one, from_desktop) == std::vector{Compared::conflict});
    CHECK(laptop.texts() == Texts{"desktop en verder", "laptop 2"});
    CHECK((laptop.removed().empty() && desktop.removed().empty()));
}

TEST_CASE(
    "a backup goes to and fro between two devices: what was put back is known for what it was when writing has gone "
    "on") {
    Computer one;
    Page first = one.open();
    const std::string id = first.write_draft("een");
    Computer two = one;
    Page second = two.open();
    rename_to(second, id, "een en twee");
    const std::string there = backup_of(second);
    CHECK(put_back(first, there) == std::vector{Compared::newer});
    Page later = one.open();
    rename_to(later, id, "een en twee en drie");
    CHECK(put_back(later, there) == std::vector{Compared::older});
    CHECK(put_back(second, backup_of(later)) == std::vector{Compared::newer});
    CHECK(one.texts() == Texts{"een en twee en drie"});
    CHECK(two.texts() == Texts{"een en twee en drie"});
}

TEST_CASE("what came beside and was deleted comes back once, not once more each time") {
    Computer device;
    Page page = device.open();
    const std::string id = page.write_draft("begin");
    Computer then = device;
    rename_to(page, id, "in de kopie");
    const std::string bytes = backup_of(page);
    Page here = then.open();
    rename_to(here, id, "hier");
    CHECK(put_back(here, bytes) == std::vector{Compared::conflict});
    const Texts both{"hier", "in de kopie"};
    REQUIRE(then.texts() == both);
    const auto beside = std::find_if(here.state.drafts.begin(), here.state.drafts.end(),
                                     [&id](const DraftEntry& entry) { return entry.draft.id != id; });
    here.act(DeleteDraft{beside->draft.id});
    for (int times = 0; times < 3; ++times) {
        Page later = then.open();
        put_back(later, bytes);
        CHECK(then.texts() == both);
    }
}

TEST_CASE(
    "the trash does not take what would give way: it stays where it was, and the text of the backup comes beside it") {
    Computer device;
    Page page = device.open();
    const std::string id = page.write_draft("een");
    Computer then = device;
    rename_to(page, id, "een en twee");
    const std::string bytes = backup_of(page);
    Page here = then.open();
    const bool replace = GENERATE(false, true);
    CHECK(preview(here, bytes) == std::vector{Compared::newer});
    then.copy.fault = [](std::uint64_t) { return Fault::full; };
    here.act(PutBackupBack{replace});
    CHECK(here.text(id) == "een");
    CHECK(then.texts() == Texts{"een", "een en twee"});
    CHECK(then.removed().empty());
    then.copy.fault = [](std::uint64_t) { return Fault::none; };
    here.flush();
    CHECK(then.texts() == Texts{"een", "een en twee"});
    for (const DraftEntry& entry : here.state.drafts) CHECK(entry.safety == Safety::on_device);
}

TEST_CASE("what could not be read now is not taken for gone: nothing is put back, and that is said") {
    Computer device;
    Page page = device.open();
    page.write_draft("een");
    const std::string bytes = backup_of(page);
    page.write_draft("twee");
    preview(page, bytes);
    device.copy.is_silent = true;
    page.act(PutBackupBack{true});
    CHECK(page.said() == Announcement::Kind::restore_refused);
    REQUIRE(page.state.restore);
    CHECK(page.state.restore->refused == Restore::Refused::unread);
    CHECK(device.texts() == Texts{"een", "twee"});
    // A backup that is made then says that it has not got everything.
    page.act(MakeBackup{});
    CHECK(page.said() == Announcement::Kind::backup_incomplete);
    REQUIRE(page.state.backup.outcome);
    CHECK(page.state.backup.outcome->kind == Announcement::Kind::backup_incomplete);
    CHECK(drafts::read_backup(page.downloads.back().bytes).backup.drafts.size() == 2);
    device.copy.is_silent = false;
    page.act(PutBackupBack{true});
    CHECK(device.texts() == Texts{"een"});
    CHECK(device.removed() == Texts{"twee"});
}

TEST_CASE("without a safety copy a backup that does not fit is not put back, and what is here can still be kept") {
    Computer first, second;
    Page page = first.open();
    page.write_draft(std::string(3'000'000, 'x'));
    page.write_draft("klein");
    const std::string bytes = backup_of(page);
    second.has_copy = false;
    Page other = second.open();
    other.act(RoomRead{{room_limit / 2, 0}});
    preview(other, bytes);
    other.act(PutBackupBack{false});
    REQUIRE(other.state.restore);
    CHECK(other.state.restore->refused == Restore::Refused::no_room);
    CHECK(other.state.drafts.empty());
    other.act(RoomRead{{0, 0}});
    other.act(PutBackupBack{false});
    CHECK(other.state.drafts.size() == 2);
}

TEST_CASE("only a whole backup that has drafts can take the place of what is here") {
    Computer device;
    Page page = device.open();
    page.write_draft("hier");
    const std::string bytes = backup_of(page);
    page.act(GoTo{{Screen::restore, {}}});
    page.act(FileRead{"leeg.json", ""});
    CHECK(page.state.restore->file.problem == drafts::BackupProblem::not_a_backup);
    for (const std::string& file : {bytes.substr(0, bytes.size() - 20), drafts::write_backup({}).bytes}) {
        preview(page, file);
        CHECK(!may_replace(page.state));
        page.act(PutBackupBack{true});
        CHECK(device.texts() == Texts{"hier"});
    }
    preview(page, bytes);
    CHECK(may_replace(page.state));
}

TEST_CASE("a revision that leaves no room for the next one: the text comes, with numbers of its own") {
    Computer first, second;
    const std::string id(32, 'e');
    const drafts::Record record{
        999'999'999'999'999, 999'999'999'999'998, "0a1b2c3d", iso_time(Page(first.store).now), {id, "", {}, {}}};
    first.copy.drafts[id] = drafts::write_record(record);
    Page page = first.open();
    const std::string bytes = backup_of(page);
    Page other = second.open();
    put_back(other, bytes);
    REQUIRE(other.state.drafts.size() == 1);
    const std::string own = other.state.drafts.front().draft.id;
    rename_to(other, own, "verder");
    CHECK(other.entry(own).safety == Safety::on_device);
    CHECK(second.texts() == Texts{"verder"});
}

TEST_CASE("a draft that is put back can be written on, and stays") {
    Computer device;
    Page page = device.open();
    const std::string id = page.write_draft("een");
    const std::string bytes = backup_of(page);
    SECTION("after it was deleted") { page.act(DeleteDraft{id}); }
    SECTION("after it was deleted several revisions later") {
        for (int i = 0; i < 5; ++i) rename_to(page, id, "een, verder " + std::to_string(i));
        page.act(DeleteDraft{id});
        page.act(GoTo{{Screen::trash, {}}});
        page.act(RemoveForGood{id});
    }
    SECTION("over a later one") {
        for (int i = 0; i < 5; ++i) rename_to(page, id, "een, verder " + std::to_string(i));
    }
    put_back(page, bytes, true);
    CHECK(page.text(id) == "een");
    rename_to(page, id, "een en nu verder");
    CHECK(page.entry(id).safety == Safety::on_device);
    CHECK(device.texts() == Texts{"een en nu verder"});
}

TEST_CASE("without a safety copy nothing is replaced, and the newer text comes beside the older one") {
    Computer first, second;
    Page page = first.open();
    const std::string id = page.write_draft("toen");
    second.store = first.store;
    second.has_copy = false;
    rename_to(page, id, "toen en nu");
    const std::string bytes = backup_of(page);
    Page other = second.open();
    CHECK(preview(other, bytes) == std::vector{Compared::newer});
    CHECK(!may_replace(other.state));
    other.act(PutBackupBack{true});
    CHECK(other.state.restore);  // there is no such button
    other.act(PutBackupBack{false});
    CHECK(second.texts() == Texts{"toen", "toen en nu"});
    put_back(other, bytes);
    CHECK(second.texts() == Texts{"toen", "toen en nu"});
}

TEST_CASE("a full localStorage: what is put back is in the safety copy; both full: that is said") {
    Computer first, second;
    Page page = first.open();
    page.write_draft("een");
    page.write_draft("twee");
    const std::string bytes = backup_of(page);
    second.store.fault = [](std::uint64_t) { return Fault::full; };
    Page other = second.open();
    SECTION("localStorage") {
        put_back(other, bytes);
        CHECK(other.said() == Announcement::Kind::backup_put_back);
        for (const DraftEntry& entry : other.state.drafts) CHECK(entry.safety == Safety::on_device);
        CHECK(second.texts() == Texts{"een", "twee"});
    }
    SECTION("both") {
        second.copy.fault = second.store.fault;
        put_back(other, bytes);
        CHECK(other.said() == Announcement::Kind::save_failed);
        CHECK(is_unkept(other.state));
        second.copy.fault = [](std::uint64_t) { return Fault::none; };
        other.flush();
        CHECK(second.texts() == Texts{"een", "twee"});
    }
}

TEST_CASE("a record of a later version goes through a backup as it is") {
    Computer first, second;
    const std::string id(32, 'e');
    const std::string before = "RV1|2|2|4|1|0a1b2c3d|2026-11-23T14:03:09+01:00|2|";
    const std::string line = before + drafts::record_hash(before, "??") + "|??";
    first.copy.drafts[id] = line;
    first.store.items[drafts::slot_key(prefix, id, drafts::Slot::a)] = line;
    Page page = first.open();
    const std::string bytes = backup_of(page);
    Page other = second.open();
    CHECK(put_back(other, bytes) == std::vector{Compared::fresh});
    CHECK(second.copy.drafts == first.copy.drafts);
    CHECK(second.store.items == first.store.items);
    CHECK(other.entry(id).newer_version);
    CHECK(put_back(other, bytes, true) == std::vector{Compared::same});
    CHECK(second.copy.drafts == first.copy.drafts);
}

TEST_CASE("what could not be read in the stores is in the backup, and stays in it") {
    Computer device;
    Page before = device.open();
    const std::string id = before.write_draft("heel");
    const std::string key = prefix + "d " + std::string(32, 'c') + " a";
    device.store.items[key] = "kapot";
    device.copy.drafts[std::string(32, 'b')] = "ook kapot";
    Page page = device.open();
    const std::string bytes = backup_of(page);
    const drafts::BackupReading reading = drafts::read_backup(bytes);
    REQUIRE(reading.backup.drafts.size() == 1);
    REQUIRE(reading.backup.unreadable.size() == 2);
    CHECK(reading.backup.unreadable[0].value == "ook kapot");
    CHECK(reading.backup.unreadable[1].key == key);
    CHECK(reading.backup.unreadable[1].value == "kapot");
    Computer second;
    Page other = second.open();
    put_back(other, bytes);
    CHECK(second.copy.drafts.size() == 1);
    CHECK(second.copy.drafts.count(id) == 1);
}

TEST_CASE("what does not read here is not written over by what is put back under its id") {
    Computer first, second;
    Page page = first.open();
    const std::string id = page.write_draft("heel");
    const std::string bytes = backup_of(page);
    SECTION("in localStorage") {
        for (const char* slot : {" a", " b"}) second.store.items[prefix + "d " + id + slot] = "kapot";
    }
    SECTION("in the safety copy") { second.copy.drafts[id] = "kapot"; }
    const auto items = second.store.items;
    const auto copies = second.copy.drafts;
    for (int times = 0; times < 2; ++times) {
        Page other = second.open();
        put_back(other, bytes);
        CHECK(second.texts() == Texts{"heel"});
    }
    for (const auto& [key, value] : items) CHECK(second.store.items.at(key) == value);
    for (const auto& [key, value] : copies) CHECK(second.copy.drafts.at(key) == value);
}

TEST_CASE(
    "a backup that is dropped at Importeren is known for what it is; something else at Reservekopie terugzetten too") {
    Computer device;
    Page page = device.open("#/importeren");
    const std::string bytes = drafts::write_backup({}).bytes;
    CHECK(preview(page, bytes).empty());
    CHECK(page.address == "#/terugzetten");
    CHECK(page.said() == Announcement::Kind::backup_ready);
    CHECK(!page.state.import.preview);

    page.act(FileRead{"verslag.txt", "HOELANG DUURDE DE REIS?\n\nlang"});
    CHECK(page.state.restore->file.problem == drafts::BackupProblem::not_a_backup);
    CHECK(!page.state.restore->compared);
    CHECK(page.said() == Announcement::Kind::import_refused);
    page.act(PutBackupBack{true});
    CHECK(page.state.drafts.empty());

    page.act(FileRefused{"groot.json", true});
    CHECK(page.state.restore->file_trouble == ImportInput::FileTrouble::too_large);
    page.act(GoTo{{Screen::drafts, {}}});
    CHECK(!page.state.restore);
    page.act(FileRead{"verslag.txt", "HOELANG DUURDE DE REIS?\n\nlang"});
    CHECK(page.state.route.screen == Screen::import);
    CHECK(!page.state.restore);
}

TEST_CASE("a file that is cut short gives what is whole of it") {
    Computer first, second;
    Page page = first.open();
    page.write_draft("een");
    page.write_draft("twee");
    const std::string bytes = backup_of(page);
    Page other = second.open();
    // In the second draft's line.
    const std::string half = bytes.substr(0, bytes.rfind("\"record\"") + 40);
    CHECK(put_back(other, half) == std::vector{Compared::fresh, Compared::fresh});
    CHECK(second.texts() == Texts{"een", "twee"});
    CHECK(put_back(other, bytes) == std::vector{Compared::same, Compared::same});
}

TEST_CASE("that it is time for a backup follows from what was written, not from a clock") {
    Computer device;
    Page page = device.open();
    CHECK(!is_backup_due(page.state));
    const std::string id = page.write_draft(std::string(9'999, 'x'));
    CHECK(!is_backup_due(page.state));
    rename_to(page, id, std::string(10'000, 'x'));
    CHECK(is_backup_due(page.state));
    backup_of(page);
    // Offered is not there: the browser may have refused it.
    CHECK(is_backup_due(page.state));
    CHECK(page.last_backup.empty());
    page.act(GoTo{{Screen::help, {}}});
    page.act(GoTo{});
    REQUIRE(page.state.backup.outcome);
    page.act(ConfirmBackup{});
    CHECK(page.said() == Announcement::Kind::backup_confirmed);
    CHECK(state::parse_iso_time(page.last_backup) == page.state.backup.last);
    CHECK(!page.state.backup.outcome);
    CHECK(!is_backup_due(page.state));
    page.act(ConfirmBackup{});
    CHECK(page.state.told.notices.size() == 1);
    page.write_draft("nog wat");
    CHECK(!is_backup_due(page.state));
    rename_to(page, id, std::string(10'000, 'y'));
    CHECK(is_backup_due(page.state));
    // The same after another start, which is told when the last one was made.
    Started started;
    started.key_prefix = prefix;
    for (const auto& [key, value] : device.store.items) started.items.push_back({key, value});
    for (const char* last : {"", "gisteren", "2026-11-23T14:00:01+01:00"}) {
        State later;
        started.last_backup = last;
        update(later, {started, page.now, std::string(32, 'a')});
        CHECK(is_backup_due(later));
    }
    State later;
    started.last_backup = "2026-11-24T00:00:00+01:00";
    update(later, {started, page.now, std::string(32, 'a')});
    CHECK(!is_backup_due(later));
}

TEST_CASE("earlier versions come back byte for byte, with the drafts and with what is in the trash") {
    Computer first, second;
    Page page = first.open();
    const std::string id = page.write_draft("een"), removed = page.write_draft("weg");
    Page later = first.open();
    rename_to(later, id, "twee");
    later.act(GoTo{{Screen::versions, id}, {}});
    later.act(EditSnapshotName{"voor het gesprek"});
    later.act(NameSnapshot{id});
    rename_to(later, id, "drie");
    rename_to(later, removed, "weg en meer");
    later.act(DeleteDraft{removed});
    REQUIRE(first.copy.history.size() == 3);
    const std::string bytes = backup_of(later);

    Page other = second.open();
    const bool replace = GENERATE(false, true);
    put_back(other, bytes, replace);
    CHECK(history_of(second) == history_of(first));
    CHECK(second.copy.drafts == first.copy.drafts);
    CHECK(second.removed() == Texts{"weg en meer"});
    const std::uint64_t writes = second.copy.writes;
    put_back(other, bytes, replace);
    CHECK(second.copy.writes == writes);
    CHECK(history_of(second) == history_of(first));

    other.act(GoTo{{Screen::versions, id}, {}});
    REQUIRE(other.state.history.versions.size() == 2);
    CHECK(other.state.history.versions[0].snapshot.name == "voor het gesprek");
    CHECK(other.state.history.versions[1].report.answers[0] == "een");
    other.act(GoTo{{Screen::trash, {}}, {}});
    other.act(PutBack{removed});
    other.act(GoTo{{Screen::versions, removed}, {}});
    CHECK(other.state.history.versions.size() == 1);
}

TEST_CASE("earlier versions go where their draft goes, and nothing that is here goes for them") {
    Computer device;
    Page page = device.open();
    const std::string id = page.write_draft("begin");
    Computer then = device;
    Page later = device.open();
    rename_to(later, id, "in de kopie");
    REQUIRE(device.copy.history.size() == 1);
    const bool in_trash = GENERATE(false, true);
    if (in_trash) later.act(DeleteDraft{id});
    const std::string bytes = backup_of(later);

    Page here = then.open();
    const auto snapshots = [&then](const std::string& of) { return then.copy.read_history(of).snapshots.size(); };
    SECTION("a draft that has been changed here") {
        rename_to(here, id, "hier");
        REQUIRE(snapshots(id) == 1);
        put_back(here, bytes);
        CHECK(then.copy.history.size() == 2);
        CHECK(snapshots(id) == 1);
        put_back(here, bytes);
        CHECK(then.copy.history.size() == 2);
    }
    SECTION("a draft that is older here") {
        put_back(here, bytes);
        // And the record that came, as it was: the next comparison sees by it what this draft builds on.
        CHECK(then.copy.history.size() == (in_trash ? 1 : 2));
        CHECK(snapshots(id) == (in_trash ? 0 : 2));
    }
    SECTION("a draft that was removed here for good") {
        here.act(DeleteDraft{id});
        here.act(GoTo{{Screen::trash, {}}, {}});
        here.act(RemoveForGood{id});
        REQUIRE(then.copy.history.empty());
        put_back(here, bytes);
        CHECK(snapshots(id) == (in_trash ? 1 : 2));
        CHECK(then.removed().size() == (in_trash ? 1 : 0));
        CHECK(then.copy.drafts.count(id) == (in_trash ? 0 : 1));
    }
    SECTION("without a safety copy there is no place for them") {
        then.has_copy = false;
        Page without = then.open();
        put_back(without, bytes);
        CHECK(then.copy.history.empty());
    }
}

TEST_CASE("a file that has only earlier versions of a draft left gives the newest of them, and the others as such") {
    Computer first, second;
    Page page = first.open();
    const std::string id = page.write_draft("een");
    Page later = first.open();
    rename_to(later, id, "twee");
    Page last = first.open();
    rename_to(last, id, "drie");
    drafts::Backup backup = drafts::read_backup(backup_of(last)).backup;
    REQUIRE(backup.history.size() == 2);
    backup.drafts.clear();
    Page other = second.open();
    CHECK(put_back(other, drafts::write_backup(backup).bytes) == std::vector{Compared::fresh});
    CHECK(second.texts() == Texts{"twee"});
    CHECK(history_of(second) == history_of(first));
}

TEST_CASE("an earlier version that does not read is in the backup, and stays in it") {
    Computer first, second;
    Page page = first.open();
    page.write_draft("een");
    first.copy.history["x 1 y"] = {"x 1 y", "toen", "naam", "kapot"};
    const drafts::BackupReading reading = drafts::read_backup(backup_of(page));
    CHECK(reading.backup.history.empty());
    REQUIRE(reading.backup.unreadable.size() == 1);
    CHECK(reading.backup.unreadable[0].key == "history x 1 y");
    CHECK(reading.backup.unreadable[0].value == "kapot");
}
