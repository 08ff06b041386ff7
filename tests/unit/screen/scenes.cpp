// The states, made by hand; all reports in them are invented.
#include "scenes.h"

#include <catch2/catch_test_macros.hpp>

#include "formats/json.h"
#include "formats/text.h"

namespace scenes {
namespace {

using namespace state;
using screen::App;

constexpr std::string_view prefix = "rv1 /reis/ ";
const std::string fresh_id(32, 'f');

std::string time_of(unsigned number) {
    return iso_time({2026, 11, static_cast<int>(22 - number % 20), static_cast<int>(number % 24), 5, 0, 60});
}

drafts::StoredItem stored(unsigned number, const model::Report& report, const std::string& name = {}) {
    drafts::Record record;
    record.revision = 2;
    record.parent_revision = 1;
    record.writer = "0a1b2c3d";
    record.time = number == 1 ? iso_time(now) : time_of(number);
    record.draft.id = draft_id(number);
    record.draft.name = name;
    record.draft.report = report;
    return {drafts::slot_key(prefix, record.draft.id, drafts::Slot::a), drafts::write_record(record)};
}

// The same line as a later version would write it: another schema, a hash that fits.
drafts::StoredItem from_later_version(unsigned number) {
    drafts::StoredItem item = stored(number, filled_report());
    const std::string& line = item.value;
    std::vector<std::size_t> bars;
    for (std::size_t at = line.find('|'); bars.size() < 9; at = line.find('|', at + 1)) bars.push_back(at);
    const std::string before = "RV1|9|9" + line.substr(bars[2], bars[7] - bars[2] + 1);
    const std::string payload = line.substr(bars[8] + 1);
    item.value = before + drafts::record_hash(before, payload) + '|' + payload;
    return item;
}

model::Report half_report() {
    model::Report report = filled_report();
    for (std::size_t i = 3; i < model::question_count; ++i) report.answers[i].clear();
    report.answers[3] = " \n ";  // white space alone is no answer
    return report;
}

model::Report report_with_trip() {
    static constexpr std::array<std::string_view, model::trip_detail_count> trip{
        "Werkbezoek Gent", "Gent",       "België",      "2026-11-18", "2026-11-19", "Ruimte en mobiliteit",
        "€ 1.200",         "€ 1.084,50", "De gemeente", "trein",      "",           "Gemeentesecretaris",
        "2026-10-30"};
    model::Report report = filled_report();
    for (std::size_t i = 0; i < trip.size(); ++i) report.trip[i] = trip[i];
    return report;
}

model::Report report_with_unplaced() {
    model::Report report = half_report();
    report.unplaced = {"Bijlage 2: deelnemers",
                       "Een lange regel die nergens bij hoort en die daarom bij het verslag blijft "
                       "staan, tot iemand er iets mee doet.\nEn nog een regel."};
    return report;
}

// Bullets from three programs, and a link that leads nowhere.
model::Report untidy_report() {
    model::Report report = filled_report();
    report.answers[3] = "Bezocht:\n\u2022 Het stadhuis\n* De werkplaats\n- [De fietsstraat](#)";
    return report;
}

// Names and words as long and as odd as people make them.
model::Report awkward_report() {
    model::Report report = filled_report();
    report.answers[0] = std::string(400, 'w');
    report.answers[1] = "\n\n\n";
    report.answers[2] =
        "Зустріч у Києві, \u200Eالقاهرة, 北京的会议, दिल्ली 👩🏽‍🚒";
    report.answers[5] = "https://voorbeeld.example/" + std::string(200, 'a') + "?b=c";
    report.unplaced = {std::string(300, 'x')};
    report.detail(model::Trip::name) =
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    report.detail(model::Trip::country) = std::string(120, 'O');
    return report;
}

// An answer with a heading in it, which the text report would read as one.
model::Report irreversible_report() {
    model::Report report = filled_report();
    report.answers[0] = "Zie onder.\n\nHOELANG DUURDE DE REIS?\n\nLang.";
    REQUIRE_FALSE(formats::text_export_is_reversible(report));
    return report;
}

Started at(const std::string& hash) {
    Started started;
    started.key_prefix = prefix;
    started.writer = "0a1b2c3d";
    started.storage_available = true;
    started.hash = hash;
    return started;
}

void start(App& app, const std::string& hash, std::vector<drafts::StoredItem> items = {}, bool storage = true,
           bool fresh = false) {
    Started started = at(hash);
    started.storage_available = storage;
    started.items = std::move(items);
    started.fresh = fresh;
    act(app, started);
    act(app, CopiesRead{StorageTrouble::blocked, {}, {}, {}});
}

std::vector<drafts::StoredItem> several(unsigned count) {
    std::vector<drafts::StoredItem> items;
    for (unsigned i = 1; i <= count; ++i) {
        items.push_back(stored(i, i % 3 == 0 ? half_report() : filled_report(), "Werkbezoek " + std::to_string(i)));
    }
    return items;
}

std::vector<drafts::StoredItem> three() {
    return {
        stored(1, filled_report(), "Werkbezoek Gent"), stored(2, half_report()),
        stored(3, report_with_trip(), "Stedenbanden: jaarlijkse bijeenkomst van de werkgroep openbare ruimte in Lviv")};
}

// A snapshot of the first draft: this report, so many minutes ago.
drafts::Snapshot snapshot_of(const model::Report& report, std::uint64_t revision, int minutes,
                             const std::string& name = {}) {
    drafts::Record record;
    record.revision = revision;
    record.writer = "0a1b2c3d";
    LocalTime time = now;
    time.hour -= minutes / 60;
    time.minute -= minutes % 60;
    if (time.minute < 0) time.minute += 60, time.hour -= 1;
    record.time = iso_time(time);
    record.draft.id = draft_id(1);
    record.draft.report = report;
    return drafts::make_snapshot(record.draft.id, {revision, record.writer}, record.time, name,
                                 drafts::write_record(record));
}

model::Report earlier_report() {
    model::Report report = filled_report();
    report.answers[0] = "4 personen: de wethouder mobiliteit, een strateeg en twee verkeerskundigen";
    report.answers[3] = "Bezocht:\n\n- Het stadhuis van Gent\n- De werkplaats van de fietsambassade\n- Het station";
    report.answers[5].clear();
    report.detail(model::Trip::place) = "Gent";
    report.unplaced = {"Bijlage 2: deelnemers"};
    return report;
}

std::string versions_of(unsigned number) { return address({Screen::versions, draft_id(number)}); }

// The earlier versions of a draft, with a safety copy.
void versions(App& app, const std::vector<drafts::Snapshot>& snapshots, const model::Report& report = filled_report()) {
    Started started;
    started.key_prefix = prefix;
    started.writer = "0a1b2c3d";
    started.items = {stored(1, report, "Werkbezoek Gent")};
    started.hash = versions_of(1);
    act(app, started);
    act(app, CopiesRead{StorageTrouble::none, started.items, {{draft_id(1), started.items[0].value}}, {}});
    act(app, HistoryRead{draft_id(1), StorageTrouble::none, snapshots});
    REQUIRE(app.state().history.versions.size() == snapshots.size());
}

std::vector<drafts::Snapshot> three_snapshots() {
    return {snapshot_of(filled_report(), 9, 4), snapshot_of(earlier_report(), 6, 61, "Voor de wethouder"),
            snapshot_of(half_report(), 2, 200)};
}

// With a safety copy that has nothing but these in its trash, each removed as many days ago as its number says.
void start_with_trash(App& app, const std::vector<drafts::StoredItem>& removed, const std::string& hash) {
    act(app, at(hash));
    act(app, CopiesRead{});
    TrashRead read;
    for (const drafts::StoredItem& item : removed) {
        const std::string id = item.key.substr(prefix.size() + 2, 32);
        read.items.push_back({id, item.value, time_of(static_cast<unsigned>(std::stoul(id)))});
    }
    act(app, read);
}

std::string address_of(unsigned number, bool check = false) {
    return address({check ? Screen::check : Screen::write, draft_id(number)});
}

void edit(App& app) { act(app, EditAnswer{draft_id(1), 0, "6 personen"}); }

// The writes that a flush asks for, answered with this trouble.
void flush(App& app, StorageTrouble trouble) {
    for (const Effect& effect : act(app, FlushDue{})) {
        if (const auto* write = std::get_if<WriteRecord>(&effect))
            act(app, Stored{write->draft, write->revision, trouble});
    }
}

void paste(App& app, const std::string& text) {
    start(app, "#/importeren");
    act(app, EditImportText{text});
    REQUIRE(app.state().import.preview.has_value());
}

void choose(App& app, const std::string& bytes, formats::ImportProblem problem) {
    start(app, "#/importeren");
    act(app, FileRead{"verslag uit de trein.txt", bytes});
    REQUIRE(app.state().import.preview.has_value());
    REQUIRE(app.state().import.preview->problem == problem);
}

// A draft as a backup has it.
drafts::BackupEntry in_backup(unsigned number, const model::Report& report, std::uint64_t revision,
                              const std::string& writer = "0a1b2c3d", const std::string& name = {}) {
    const drafts::Record record{revision, 0, writer, time_of(number), {{}, name, report, {}}};
    return {draft_id(number), drafts::write_record(record), {}, {}, {}, false, false};
}

// One of each kind, over three() without its second draft, which was deleted.
drafts::Backup backup() {
    drafts::Backup made;
    made.made = time_of(1);
    made.drafts = {in_backup(7, half_report(), 1, "ffffffff"),
                   in_backup(2, half_report(), 2),
                   in_backup(1, half_report(), 4, "0a1b2c3d", "Werkbezoek Gent"),
                   in_backup(3, awkward_report(), 4, "ffffffff", "Stedenbanden"),
                   in_backup(5, filled_report(), 2),
                   in_backup(6, half_report(), 1)};
    made.drafts.push_back({draft_id(8), from_later_version(8).value, {}, {}, {}, false, false});
    made.trash = {in_backup(9, half_report(), 3)};
    made.unreadable = {{"rv1 /reis/ d x", "kapot"}};
    return made;
}

void put_back(App& app, const std::string& bytes, bool has_trash) {
    auto items = three();
    items[1] = stored(5, filled_report());
    items.push_back(stored(6, filled_report()));
    start(app, "#/terugzetten", items);
    CopiesRead stores;
    if (has_trash) {
        stores.items = items;
        stores.gone = {{draft_id(2), "2 0 0a1b2c3d"}};
    } else {
        stores.trouble = StorageTrouble::blocked;
    }
    act(app, FileRead{"reservekopie-verslagen-2026-11-20.json", bytes});
    act(app, AllRead{stores, {}, {}});
}

// A new version waits, but what was typed is kept nowhere else than in this page.
void new_version_refused(App& app, const std::string& hash) {
    start(app, address_of(1), three());
    edit(app);
    flush(app, StorageTrouble::full);
    act(app, NewVersionReady{});
    act(app, Navigated{hash});
    for (const Effect& effect : act(app, TakeNewVersion{})) {
        if (const auto* write = std::get_if<WriteRecord>(&effect))
            act(app, Stored{write->draft, write->revision, StorageTrouble::full});
    }
    REQUIRE(app.state().new_version.refused == NewVersion::Refused::not_saved);
}

void unfold_all(App& app) {
    for (const model::Question& question : model::questions) act(app, Unfold{"hint." + std::string(question.id)});
    act(app, Unfold{"trip"});
}

// The same, and what the safety copy answers.
void flush_to_both(App& app, StorageTrouble local, StorageTrouble copy) {
    std::vector<Effect> effects = act(app, FlushDue{});
    for (std::size_t i = 0; i < effects.size(); ++i) {
        std::vector<Effect> more;
        if (const auto* write = std::get_if<WriteRecord>(&effects[i])) {
            more = act(app, Stored{write->draft, write->revision, local});
        } else if (const auto* put = std::get_if<WriteCopy>(&effects[i])) {
            more = act(app, Copied{put->draft, put->record, copy});
        }
        effects.insert(effects.end(), more.begin(), more.end());
    }
}

std::vector<Scene> make_told() {
    std::vector<Scene> scenes;
    const auto add = [&scenes](std::string name, std::function<void(App&)> reach) {
        scenes.push_back({std::move(name), std::move(reach)});
    };
    add("kept in one store", [](App& app) {
        start(app, address_of(1), three());
        edit(app);
        flush(app, StorageTrouble::full);
        flush(app, StorageTrouble::none);
        act(app, EditAnswer{draft_id(1), 0, "7 personen"});
        flush(app, StorageTrouble::none);
        act(app, FieldLeft{draft_id(1)});
    });
    for (const char* screen : {"", "#/hulp"}) {
        add(std::string("kept in two stores") + screen, [screen = std::string(screen)](App& app) {
            act(app, at("#/nieuw"));
            act(app, CopiesRead{});
            act(app, EditAnswer{fresh_id, 0, "6 personen"});
            flush_to_both(app, StorageTrouble::none, StorageTrouble::none);
            act(app, FieldLeft{fresh_id});
            if (!screen.empty()) act(app, Navigated{screen});
            act(app, EditAnswer{fresh_id, 0, "7 personen"});
            flush_to_both(app, StorageTrouble::none, StorageTrouble::full);
            flush_to_both(app, StorageTrouble::none, StorageTrouble::none);
            act(app, EditAnswer{fresh_id, 0, "8 personen"});
            flush_to_both(app, StorageTrouble::full, StorageTrouble::full);
            flush_to_both(app, StorageTrouble::none, StorageTrouble::none);
        });
    }
    add("no store at all", [](App& app) { start(app, "#/hulp", {}, false); });
    add("trash", [](App& app) {
        start_with_trash(app, several(3), "#/prullenbak");
        const std::vector<InTrash> trash = *app.state().trash.items;
        act(app, PutBack{trash[0].id});
        act(app, RemoveForGood{trash[1].id});
        act(app, TrashRead{StorageTrouble::failed, {}});
        act(app, RemoveForGood{trash[1].id});
        act(app, TrashRead{StorageTrouble::none, {{trash[2].id, trash[2].line, time_of(1)}}});
    });
    add("deleted and undone", [](App& app) {
        start(app, "#/", three());
        act(app, DeleteDraft{draft_id(2)});
        act(app, UndoDelete{});
    });
    add("changed and undone", [](App& app) {
        start(app, address_of(1, true), {stored(1, untidy_report())});
        act(app, TidyBullets{draft_id(1), 3});
        act(app, UndoChange{draft_id(1)});
    });
    add("imported", [](App& app) {
        paste(app, "half getypt");
        act(app, FileRead{"verslag.txt", formats::export_text(filled_report())});
        act(app, AcceptImport{});
        act(app, Navigated{"#/importeren"});
        act(app, EditImportText{formats::export_text(filled_report()) + formats::export_text(half_report())});
        act(app, AcceptAllImports{});
    });
    add("downloaded", [](App& app) {
        start(app, address_of(1), three());
        act(app, Shortcut{Shortcut::To::download});
        act(app, GoTo{{Screen::check, draft_id(1)}});
        act(app, DownloadReport{draft_id(1), DownloadReport::As::json});
    });
    add("backup with holes", [](App& app) {
        act(app, at("#/"));
        act(app, CopiesRead{});
        AllRead read;
        read.stores.trouble = StorageTrouble::failed;
        act(app, MakeBackup{});
        act(app, read);
    });
    add("backup put back", [](App& app) {
        put_back(app, drafts::write_backup(backup()).bytes, true);
        AllRead read;
        read.stores.trouble = StorageTrouble::failed;
        act(app, PutBackupBack{});
        act(app, read);
        act(app, PutBackupBack{});
        act(app, AllRead{});
        act(app, SnapshotsRefused{});
    });
    add("beside what does not read", [](App& app) {
        drafts::StoredItem broken = stored(1, filled_report());
        broken.key.back() = 'b';
        broken.value = "kapot";
        start(app, address_of(1), {stored(1, filled_report()), broken});
        edit(app);
    });
    add("removed in another tab", [](App& app) {
        start(app, address_of(77));
        act(app, EditAnswer{draft_id(77), 0, "6 personen"});
    });
    add("written here again", [](App& app) {
        start(app, address_of(1), three());
        act(app, LeaseElsewhere{draft_id(1)});
        act(app, WriteHere{});
        act(app, LeaseGiven{draft_id(1)});
    });
    for (const char* screen : {"#/", "#/hulp"}) {
        add(std::string("found in the safety copy, ") + screen, [screen = std::string(screen)](App& app) {
            const drafts::Record other{2, 0, "ffffffff", time_of(2), {{}, "Gent", half_report(), {}}};
            Started started = at(screen);
            started.writer = "11111111";
            started.items = {stored(1, filled_report(), "Gent")};
            act(app, started);
            act(app, CopiesRead{StorageTrouble::none,
                                started.items,
                                {{draft_id(1), drafts::write_record(other)}, {draft_id(3), three()[2].value}},
                                {}});
        });
    }
    add("moments", [](App& app) {
        std::vector<drafts::Snapshot> snapshots = three_snapshots();
        versions(app, snapshots);
        act(app, EditSnapshotName{"Voor het gesprek"});
        for (const Effect& effect : act(app, NameSnapshot{draft_id(1)})) {
            const auto* keep = std::get_if<KeepSnapshot>(&effect);
            if (keep == nullptr) continue;
            snapshots.push_back(keep->snapshot);
            act(app, HistoryRead{draft_id(1), StorageTrouble::none, snapshots});
        }
        act(app, RemoveSnapshot{draft_id(1), snapshots.back().key});
        snapshots.pop_back();
        act(app, HistoryRead{draft_id(1), StorageTrouble::none, snapshots});
    });
    add("faces", [](App& app) {
        start(app, "#/hulp");
        act(app, SwitchTextView{});
        act(app, SwitchTextView{});
        act(app, EnglishRead{false});
        act(app, SwitchLanguage{});
    });
    return scenes;
}

std::vector<Scene> make() {
    using Problem = formats::ImportProblem;
    std::vector<Scene> scenes;
    const auto add = [&scenes](std::string name, std::function<void(App&)> reach) {
        scenes.push_back({std::move(name), std::move(reach)});
    };
    // ---- Verslagen
    add("drafts: none", [](App& app) { start(app, "#/"); });
    add("drafts: three", [](App& app) { start(app, "#/", three()); });
    add("drafts: sixty", [](App& app) { start(app, "#/", several(60)); });
    add("drafts: sixty, all shown", [](App& app) {
        start(app, "#/", several(60));
        act(app, ShowMore{});
    });
    add("drafts: found", [](App& app) {
        start(app, "#/", three());
        act(app, EditSearch{"gent"});
    });
    add("drafts: none found", [](App& app) {
        start(app, "#/", three());
        act(app, EditSearch{"is nergens"});
    });
    add("drafts: the only one, not found", [](App& app) {
        start(app, "#/", {stored(1, filled_report())});
        act(app, EditSearch{"is nergens"});
    });
    add("drafts: storage blocked", [](App& app) { start(app, "#/", {}, false); });
    add("drafts: one deleted", [](App& app) {
        start(app, "#/", three());
        act(app, DeleteDraft{draft_id(1)});
    });
    add("drafts: the only one deleted", [](App& app) {
        start(app, "#/", {stored(1, awkward_report())});
        act(app, DeleteDraft{draft_id(1)});
    });
    add("drafts: unreadable records", [](App& app) {
        auto items = three();
        items[1].value.resize(items[1].value.size() / 2);
        items.push_back({std::string(prefix) + "d " + draft_id(9) + " b", std::string(14'000, 'x')});
        start(app, "#/", items);
        REQUIRE(app.state().unreadable.size() == 2);
    });
    add("drafts: one of a newer version", [](App& app) {
        auto items = three();
        items[1] = from_later_version(2);
        start(app, "#/", items);
        REQUIRE(find_entry(app.state(), draft_id(2))->newer_version);
    });
    add("drafts: one not saved", [](App& app) {
        start(app, address_of(1), three());
        edit(app);
        flush(app, StorageTrouble::full);
        act(app, Navigated{"#/"});
    });
    add("drafts: awkward names", [](App& app) {
        start(app, "#/", {stored(1, awkward_report()), stored(2, {}, std::string(300, 'm'))});
    });
    add("drafts: offline ready", [](App& app) {
        start(app, "#/", three());
        act(app, OfflineReady{true});
    });
    add("drafts: new version", [](App& app) {
        start(app, "#/", three());
        act(app, NewVersionReady{});
    });
    add("drafts: new version, come back to", [](App& app) {
        start(app, address_of(1), three());
        act(app, NewVersionReady{});
        act(app, Navigated{"#/"});
    });
    add("drafts: new version refused", [](App& app) { new_version_refused(app, "#/"); });
    // ---- Schrijven
    add("write: new", [](App& app) { start(app, "#/nieuw"); });
    add("write: half", [](App& app) { start(app, address_of(1), {stored(1, half_report())}); });
    add("write: full", [](App& app) { start(app, address_of(1), {stored(1, filled_report())}); });
    add("write: awkward", [](App& app) {
        start(app, address_of(1), {stored(1, awkward_report())});
        unfold_all(app);
    });
    add("write: hints unfolded", [](App& app) {
        start(app, address_of(1), {stored(1, half_report())});
        for (const model::Question& question : model::questions) act(app, Unfold{"hint." + std::string(question.id)});
    });
    add("write: trip unfolded", [](App& app) {
        start(app, address_of(1), {stored(1, report_with_trip())});
        act(app, Unfold{"trip"});
    });
    add("write: unplaced texts", [](App& app) { start(app, address_of(1), {stored(1, report_with_unplaced())}); });
    add("write: ways for unplaced texts", [](App& app) {
        start(app, address_of(1), {stored(1, report_with_unplaced())});
        act(app, Unfold{"move.0"});
        act(app, Unfold{"move.1"});
    });
    add("write: unplaced text moved", [](App& app) {
        start(app, address_of(1), {stored(1, report_with_unplaced())});
        act(app, MoveUnplaced{draft_id(1), 0, 3});
    });
    add("write: the only unplaced text removed", [](App& app) {
        model::Report report = report_with_unplaced();
        report.unplaced.resize(1);
        start(app, address_of(1), {stored(1, report)});
        act(app, RemoveUnplaced{draft_id(1), 0});
    });
    add("write: being saved", [](App& app) {
        start(app, address_of(1), three());
        edit(app);
    });
    add("write: saved", [](App& app) {
        start(app, address_of(1), three());
        edit(app);
        flush(app, StorageTrouble::none);
    });
    add("write: new, storage blocked", [](App& app) { start(app, "#/nieuw", {}, false); });
    add("write: storage blocked", [](App& app) {
        start(app, "#/nieuw", {}, false);
        act(app, EditAnswer{fresh_id, 0, "5 ambtenaren"});
    });
    for (const auto& [name, trouble] :
         {std::pair{"full", StorageTrouble::full}, std::pair{"blocked", StorageTrouble::blocked},
          std::pair{"mismatch", StorageTrouble::mismatch}, std::pair{"failed", StorageTrouble::failed}}) {
        for (const bool check : {false, true}) {
            add(std::string(check ? "check" : "write") + ": not saved, " + name, [trouble = trouble, check](App& app) {
                start(app, address_of(1, check), three());
                edit(app);
                flush(app, trouble);
                REQUIRE(find_entry(app.state(), draft_id(1))->safety == Safety::not_saved);
            });
        }
    }
    for (const bool check : {false, true}) {
        add(std::string(check ? "check" : "write") + ": written in another tab", [check](App& app) {
            model::Report report = report_with_unplaced();
            report.answers[2] = untidy_report().answers[3];
            start(app, address_of(1, check), {stored(1, report)});
            act(app, LeaseElsewhere{draft_id(1)});
            REQUIRE(reads_along(app.state(), draft_id(1)));
        });
    }
    add("write: gone apart from the other tab", [](App& app) {
        start(app, address_of(1), three());
        act(app, LeaseElsewhere{draft_id(1)});
        act(app, EditAnswer{draft_id(1), 0, "7 personen"});
        REQUIRE(app.state().route.draft != draft_id(1));
    });
    add("write: waits for the other tab", [](App& app) {
        start(app, address_of(1), {stored(1, report_with_trip())});
        act(app, LeaseElsewhere{draft_id(1)});
        act(app, WriteHere{});
        act(app, Unfold{"trip"});
    });
    add("write: unknown draft", [](App& app) { start(app, address_of(7), three()); });
    add("write: newer version", [](App& app) { start(app, address_of(1), {from_later_version(1)}); });
    add("write: new version", [](App& app) {
        start(app, address_of(1), {stored(1, filled_report())});
        act(app, NewVersionReady{});
    });
    add("write: new version refused", [](App& app) { new_version_refused(app, address_of(1)); });
    add("write: unknown draft, new version", [](App& app) {
        start(app, "#/", three());
        act(app, NewVersionReady{});
        act(app, Navigated{address_of(7)});
    });
    // ---- Controleren
    add("check: new version", [](App& app) {
        start(app, address_of(1), {stored(1, filled_report())});
        act(app, NewVersionReady{});
        act(app, Navigated{address_of(1, true)});
    });
    add("check: unknown draft", [](App& app) { start(app, address_of(7, true)); });
    add("check: newer version", [](App& app) { start(app, address_of(1, true), {from_later_version(1)}); });
    add("check: new", [](App& app) { start(app, "#/verslag/" + fresh_id + "/controleren", {}, true, true); });
    add("check: half", [](App& app) { start(app, address_of(1, true), {stored(1, half_report())}); });
    add("check: full", [](App& app) { start(app, address_of(1, true), {stored(1, filled_report())}); });
    add("check: trip", [](App& app) { start(app, address_of(1, true), {stored(1, report_with_trip())}); });
    add("check: unplaced texts",
        [](App& app) { start(app, address_of(1, true), {stored(1, report_with_unplaced())}); });
    add("check: untidy", [](App& app) { start(app, address_of(1, true), {stored(1, untidy_report())}); });
    add("check: tidied", [](App& app) {
        start(app, address_of(1, true), {stored(1, untidy_report())});
        act(app, TidyBullets{draft_id(1), 3});
    });
    add("check: unwrapped", [](App& app) {
        start(app, address_of(1, true), {stored(1, untidy_report())});
        act(app, UnwrapLinks{draft_id(1), 3});
    });
    add("check: not reversible", [](App& app) { start(app, address_of(1, true), {stored(1, irreversible_report())}); });
    add("check: awkward", [](App& app) { start(app, address_of(1, true), {stored(1, awkward_report())}); });
    // ---- Eerdere versies
    add("versions: none", [](App& app) { versions(app, {}); });
    add("versions: three", [](App& app) { versions(app, three_snapshots()); });
    add("versions: compared", [](App& app) {
        versions(app, three_snapshots());
        act(app, CompareSnapshot{three_snapshots()[1].key});
        REQUIRE(app.state().history.compared == app.state().history.versions[1].snapshot.key);
    });
    add("versions: awkward", [](App& app) {
        versions(app,
                 {snapshot_of(filled_report(), 7, 1, std::string(300, 'n')), snapshot_of(awkward_report(), 6, 1),
                  snapshot_of(half_report(), 5, 1)},
                 awkward_report());
        act(app, CompareSnapshot{snapshot_of({}, 5, 1).key});
    });
    add("versions: one came back", [](App& app) {
        versions(app, three_snapshots());
        act(app, RestoreSnapshot{draft_id(1), three_snapshots()[1].key});
        REQUIRE(change_to_undo(app.state(), draft_id(1)) != nullptr);
    });
    add("versions: asks for a name", [](App& app) {
        versions(app, three_snapshots());
        act(app, NameSnapshot{draft_id(1)});
        REQUIRE(app.state().history.refused == History::Refused::no_name);
    });
    add("versions: moment not kept", [](App& app) {
        versions(app, three_snapshots());
        act(app, EditSnapshotName{"Voor de wethouder"});
        act(app, NameSnapshot{draft_id(1)});
        act(app, HistoryRead{draft_id(1), StorageTrouble::full, {}});
        REQUIRE(app.state().history.refused == History::Refused::not_kept);
    });
    add("versions: about to remove two", [](App& app) {
        versions(app, three_snapshots());
        act(app, Unfold{"sure.9.0a1b2c3d"});
        act(app, Unfold{"sure.2.0a1b2c3d"});
    });
    add("versions: one went for room", [](App& app) {
        versions(app, {});
        model::Report large;
        std::vector<drafts::Snapshot> snapshots;
        for (std::uint64_t revision : {6, 4}) {
            large.answers[0] = std::string(drafts::most_bytes / 2, revision == 6 ? 'a' : 'b');
            snapshots.push_back(snapshot_of(large, revision, 5, "Moment " + std::to_string(revision)));
        }
        act(app, HistoryRead{draft_id(1), StorageTrouble::none, snapshots});
        REQUIRE(app.state().told.notices.back().subject == "Moment 4");
    });
    add("versions: written in another tab", [](App& app) {
        versions(app, three_snapshots());
        act(app, CompareSnapshot{three_snapshots()[2].key});
        act(app, LeaseElsewhere{draft_id(1)});
        REQUIRE(reads_along(app.state(), draft_id(1)));
    });
    add("versions: no safety copy", [](App& app) { start(app, versions_of(1), three()); });
    add("versions: not to be read", [](App& app) {
        versions(app, {});
        act(app, Navigated{"#/"});
        act(app, Navigated{versions_of(1)});
        act(app, HistoryRead{draft_id(1), StorageTrouble::failed, {}});
        REQUIRE(app.state().history.trouble == StorageTrouble::failed);
    });
    add("versions: unknown draft", [](App& app) { start(app, versions_of(7)); });
    add("versions: newer version", [](App& app) { start(app, versions_of(1), {from_later_version(1)}); });
    add("versions: new version", [](App& app) {
        start(app, address_of(1), three());
        act(app, NewVersionReady{});
        act(app, Navigated{versions_of(1)});
    });
    for (const bool named : {false, true}) {
        add(named ? "drafts: all histories gone" : "write: histories gone", [named](App& app) {
            start(app, named ? "#/" : address_of(1), three());
            act(app, HistoryGivenUp{named});
        });
    }
    // ---- Importeren
    add("import: empty", [](App& app) { start(app, "#/importeren"); });
    add("import: new version refused", [](App& app) {
        start(app, "#/");
        act(app, NewVersionReady{});
        act(app, Navigated{"#/importeren"});
        act(app, EditImportText{formats::export_text(filled_report())});
        act(app, TakeNewVersion{});
        REQUIRE(app.state().new_version.refused == NewVersion::Refused::import_text);
    });
    add("import: preview", [](App& app) {
        paste(app, formats::export_text(filled_report()));
        REQUIRE(app.state().import.preview->problem == Problem::none);
    });
    add("import: preview with notices", [](App& app) {
        paste(app,
              "Beste collega, hierbij.\n\nHOELANG DUURDE DE REIS?\n\n3 dagen\n\n"
              "HOEVEEL PERSONEN HEBBEN DE REIS GEMAAKT\n\n5\n\nHOELANG DUURDE DE REIS?\n\n2 nachten\n");
        REQUIRE(app.state().import.preview->problem == Problem::none);
        REQUIRE(app.state().import.preview->as_one().notices.size() > 4);
    });
    for (const auto& [name, shown] : {std::pair{"first", 0u}, std::pair{"second", 1u}, std::pair{"whole", 2u}}) {
        add(std::string("import: two reports, ") + name, [shown = shown](App& app) {
            model::Report other = half_report();
            other.answers[2] = "Leren over w\u00ADarmte\u00A0netten.";
            paste(app, formats::export_text(filled_report()) + formats::export_text(other));
            REQUIRE(app.state().import.preview->reports.size() == 2);
            REQUIRE(app.state().import.preview->whole.has_value());
            act(app, ShowImported{shown});
        });
    }
    add("import: sixty reports", [](App& app) {
        std::string text;
        for (int i = 0; i < 60; ++i) text += formats::export_text(half_report());
        paste(app, text);
        REQUIRE(app.state().import.preview->reports.size() == 60);
        act(app, ShowImported{55});
    });
    add("import: preview of JSON", [](App& app) {
        model::Report report = report_with_trip();
        report.unplaced = {"Nog een losse zin."};
        report.unknown.report = R"({"seat":"12A"})";
        choose(app, formats::export_json(report), Problem::none);
    });
    add("import: awkward", [](App& app) { choose(app, formats::export_json(awkward_report()), Problem::none); });
    add("import: empty file", [](App& app) { choose(app, "", Problem::empty); });
    add("import: too large",
        [](App& app) { choose(app, std::string(formats::json_limit_bytes + 1, 'a'), Problem::too_large); });
    add("import: too deep", [](App& app) {
        choose(app, "{\"trip\":" + std::string(40, '[') + std::string(40, ']') + "}", Problem::too_deep);
    });
    add("import: too many nodes", [](App& app) {
        std::string list = "{\"seats\":[0";
        for (int i = 0; i < 20'001; ++i) list += ",0";
        choose(app, list + "]}", Problem::too_many_nodes);
    });
    add("import: broken JSON", [](App& app) { choose(app, "{\"format\": \"reisverslag\", ", Problem::none); });
    add("import: no question", [](App& app) { choose(app, "Boodschappen: brood, kaas", Problem::none); });
    add("import: not a report",
        [](App& app) { choose(app, "{\"Boodschappen\": [\"brood\", \"kaas\"]}", Problem::not_a_report); });
    add("import: a file of another kind",
        [](App& app) { choose(app, std::string("PK\x03\x04\0\0\0\0", 8), Problem::archive); });
    add("import: not text", [](App& app) { choose(app, std::string("\0\0\0\0", 4), Problem::not_text); });
    add("import: file too large to read", [](App& app) {
        start(app, "#/importeren");
        act(app, FileRefused{"film.mp4", true});
    });
    add("import: file unreadable", [](App& app) {
        start(app, "#/importeren");
        act(app, FileRefused{std::string(200, 'n') + ".txt", false});
    });
    add("trash: none in this browser", [](App& app) { start(app, "#/prullenbak"); });
    add("trash: empty", [](App& app) { start_with_trash(app, {}, "#/prullenbak"); });
    add("trash: three", [](App& app) { start_with_trash(app, three(), "#/prullenbak"); });
    add("trash: one to be removed for good", [](App& app) {
        start_with_trash(app, three(), "#/prullenbak");
        act(app, Toggle{std::string(removal_fold) + draft_id(2)});
    });
    add("trash: awkward names, and one of a later version", [](App& app) {
        start_with_trash(app,
                         {stored(1, awkward_report()), from_later_version(2), stored(3, {}, std::string(300, 'm'))},
                         "#/prullenbak");
        REQUIRE(app.state().trash.items->size() == 3);
    });
    add("drafts: one deleted, to the trash", [](App& app) {
        start_with_trash(app, {}, "#/nieuw");
        act(app, EditAnswer{fresh_id, 0, "6 personen"});
        act(app, Navigated{"#/"});
        act(app, DeleteDraft{fresh_id});
    });
    // ---- Reservekopie
    add("drafts: time for a backup", [](App& app) { start(app, "#/", several(20)); });
    add("drafts: backup offered, and not seen yet", [](App& app) {
        start(app, "#/", several(20));
        act(app, MakeBackup{});
        act(app, AllRead{});
        REQUIRE(app.state().backup.offered);
    });
    add("drafts: time for another backup", [](App& app) {
        start(app, "#/", three());
        act(app, MakeBackup{});
        act(app, AllRead{});
        act(app, ConfirmBackup{});
        act(app, EditAnswer{draft_id(1), 0, std::string(12'000, 'a')});
        REQUIRE(!is_backup_due(app.state()));  // in the same second
        LocalTime later = now;
        later.minute += 1;
        app.dispatch(EditAnswer{draft_id(1), 0, std::string(12'000, 'b')}, later, fresh_id);
        REQUIRE(is_backup_due(app.state()));
    });
    add("restore: nothing chosen", [](App& app) { start(app, "#/terugzetten", three()); });
    add("restore: preview", [](App& app) {
        put_back(app, drafts::write_backup(backup()).bytes, true);
        using enum drafts::Compared;
        REQUIRE(app.state().restore->compared->drafts ==
                std::vector{fresh, deleted, newer, conflict, same, older, fresh});
    });
    add("restore: preview, no trash", [](App& app) { put_back(app, drafts::write_backup(backup()).bytes, false); });
    add("restore: preview, sixty drafts", [](App& app) {
        drafts::Backup made;
        for (unsigned i = 1; i <= 60; ++i) made.drafts.push_back(in_backup(i, half_report(), 2));
        put_back(app, drafts::write_backup(made).bytes, true);
    });
    add("restore: preview, empty", [](App& app) { put_back(app, drafts::write_backup({}).bytes, true); });
    add("restore: cut short", [](App& app) {
        const std::string bytes = drafts::write_backup(backup()).bytes;
        put_back(app, bytes.substr(0, bytes.size() / 2), true);
        REQUIRE(app.state().restore->file.problem == drafts::BackupProblem::cut_short);
    });
    for (const auto& [name, bytes, problem] :
         {std::tuple{"not a backup", formats::export_json(filled_report()), drafts::BackupProblem::not_a_backup},
          std::tuple{"newer version", std::string("{\"format\":\"reisverslag-backup\",\"version\":2}"),
                     drafts::BackupProblem::newer},
          std::tuple{"too deep",
                     "{\"format\":\"reisverslag-backup\",\"x\":" + std::string(40, '[') + std::string(40, ']') + "}",
                     drafts::BackupProblem::too_deep}}) {
        add(std::string("restore: ") + name, [bytes = bytes, problem = problem](App& app) {
            put_back(app, bytes, true);
            REQUIRE(app.state().restore->file.problem == problem);
        });
    }
    for (const bool too_large : {false, true}) {
        add(std::string("restore: file ") + (too_large ? "too large" : "unreadable"), [too_large](App& app) {
            start(app, "#/terugzetten");
            act(app, FileRefused{"kopie.json", too_large});
        });
    }
    add("help", [](App& app) { start(app, "#/hulp", three()); });
    add("privacy", [](App& app) { start(app, "#/privacy"); });
    add("accessibility", [](App& app) { start(app, "#/toegankelijkheid"); });
    add("help: English missing", [](App& app) {
        start(app, "#/hulp");
        act(app, EnglishMissing{});
    });
    // ---- Room
    for (const auto& [name, used] : {std::pair{"filling", room_limit * 7 / 10}, std::pair{"no room", room_limit}}) {
        add(std::string("drafts: ") + name, [used = used](App& app) {
            start(app, "#/", three());
            act(app, RoomRead{{used, 0}});
        });
    }
    add("drafts: no room for a new one", [](App& app) {
        start(app, address_of(1), three());
        act(app, RoomRead{{room_limit, 0}});
        act(app, NewDraft{});
        REQUIRE(app.state().told.last.kind == Announcement::Kind::no_room);
    });
    add("import: no room", [](App& app) {
        act(app, RoomRead{{room_limit * 9 / 10, 0}});
        paste(app, formats::export_text(filled_report()));
        act(app, AcceptImport{});
        REQUIRE(app.state().import.preview);
    });
    for (const bool check : {false, true}) {
        add(std::string(check ? "check" : "write") + ": too long for localStorage", [check](App& app) {
            drafts::Draft draft;
            draft.id = draft_id(1);
            draft.report = filled_report();
            draft.unknown = R"({"later":")" + std::string(app.state().storage.longest_local, 'x') + R"("})";
            const std::string line = drafts::write_record({2, 1, "0a1b2c3d", iso_time(now), draft});
            start(app, address_of(1, check));
            act(app, CopiesRead{StorageTrouble::none, {}, {{draft_id(1), line}}, {}});
            REQUIRE(find_entry(app.state(), draft_id(1))->trouble == StorageTrouble::too_long);
        });
    }
    // ---- Op dit apparaat
    using Lasting = DeviceFacts::Lasting;
    const auto open_device = [](App& app, std::vector<drafts::StoredItem> items = three(), bool storage = true) {
        start(app, "#/apparaat", std::move(items), storage);
    };
    const std::string version = "v-0123456789ab";
    add("device: not read yet", [=](App& app) { open_device(app); });
    add("device: as good as it gets", [=](App& app) {
        open_device(app);
        std::vector<drafts::Copy> copies;
        for (unsigned i = 0; i < 3; ++i) copies.push_back({draft_id(i + 1), three()[i].value});
        const CopiesRead stores{StorageTrouble::none, three(), copies, {}};
        act(app, stores);
        act(app, RoomRead{{room_limit / 30, 0}});
        act(app, OfflineReady{true});
        act(app, MakeBackup{});
        act(app, AllRead{stores, {}, {}});
        act(app, ConfirmBackup{});
        act(app, DeviceRead{{1'234'567, 60'000'000'000, Lasting::yes, true, version}});
    });
    add("device: unreadable, others, not lasting", [=](App& app) {
        auto items = three();
        items[1].value.resize(items[1].value.size() / 2);
        open_device(app, items);
        act(app, RoomRead{{room_limit / 2, room_limit / 3}});
        act(app, DeviceRead{{900'000, 5'000'000'000, Lasting::no, true, version}});
    });
    add("device: empty", [=](App& app) {
        open_device(app, {});
        act(app, DeviceRead{{12'000, 5'000'000'000, Lasting::no, false, version}});
    });
    add("device: nothing is given", [=](App& app) {
        open_device(app, {}, false);
        act(app, DeviceRead{{0, 0, Lasting::unknown, false, version}});
    });
    add("device: wiping asked", [=](App& app) {
        auto items = three();
        items[1].value.resize(items[1].value.size() / 2);
        open_device(app, items);
        act(app, AskToWipe{});
    });
    add("device: wiping", [=](App& app) {
        open_device(app);
        act(app, AskToWipe{});
        act(app, WipeAll{});
    });
    for (const auto& [name, outcome] :
         {std::pair{"all of it", WipeOutcome{}}, std::pair{"nothing", WipeOutcome{true, StorageTrouble::failed}},
          std::pair{"all but a copy out of reach", WipeOutcome{false, StorageTrouble::blocked}}}) {
        add(std::string("drafts: wiped, ") + name, [=, outcome = outcome](App& app) {
            open_device(app);
            act(app, AskToWipe{});
            act(app, WipeAll{});
            act(app, Wiped{outcome});
        });
    }
    add("write: text view opened by itself", [](App& app) {
        start(app, address_of(1), {stored(1, filled_report())});
        act(app, TextViewWanted{TextView::Why::spacing});
    });
    add("drafts: text view cannot be left", [](App& app) {
        start(app, "#/", three());
        act(app, TextViewWanted{TextView::Why::cannot_paint});
        act(app, SwitchTextView{});
    });
    return scenes;
}

}  // namespace

const std::vector<Scene>& all() {
    static const std::vector<Scene> scenes = make();
    return scenes;
}

const std::vector<Scene>& told() {
    static const std::vector<Scene> scenes = make_told();
    return scenes;
}

void reach(App& app, std::string_view name) {
    for (const Scene& scene : all()) {
        if (scene.name == name) return scene.reach(app);
    }
    FAIL("no scene " << name);
}

std::vector<Effect> act(App& app, const Event& event) {
    std::vector<Effect> effects = app.dispatch(event, now, fresh_id);
    if (after_each_event) after_each_event(app);
    return effects;
}

std::string draft_id(unsigned number) {
    const std::string digits = std::to_string(number);
    return std::string(32 - digits.size(), '0') + digits;
}

model::Report filled_report() {
    model::Report report;
    report.answers = {"5 personen: de wethouder mobiliteit, een strateeg, twee verkeerskundigen en een projectleider",
                      "2 dagen en 1 nacht. De wethouder was er alleen de eerste dag.",
                      "Zien hoe Gent fietsstraten aanlegt en wat bewoners daarvan vinden, zodat wij in onze binnenstad "
                      "niet dezelfde fouten "
                      "maken.",
                      "Bezocht:\n\n- Het stadhuis van Gent\n- De fietsstraten Visserij en Coupure\n- De werkplaats van "
                      "de fietsambassade",
                      "- De schepen voor mobiliteit. Zij legde uit hoe het plan in tien jaar is gegroeid.\n- Twee "
                      "verkeerskundigen van de "
                      "stad\n- De voorzitter van een bewonersgroep",
                      "Een ontwerp voor het kruispunt bij de markt, dat wij in maart testen.\n\nOok kregen wij de "
                      "meetgegevens van drie jaar: "
                      "12 % minder auto’s, € 0,4 miljoen per straat.",
                      "Ja. In april komt een verkeerskundige uit Gent kijken naar onze proef."};
    return report;
}

void compare(App& app, const model::Report& before, const model::Report& after) {
    const drafts::Snapshot snapshot = snapshot_of(before, 1, 5);
    versions(app, {snapshot}, after);
    act(app, CompareSnapshot{snapshot.key});
    app.frame();
}

void draw(App& app) {
    app.changed();
    for (int frames = 0; app.frame_due(); ++frames) {
        REQUIRE(frames < 10);
        app.frame();
    }
}

std::string accessible_name(const semantics::Tree& tree, const semantics::Node& node) {
    if (!node.name.empty()) return node.name;
    const bool is_field = node.role == semantics::Role::text_area || node.role == semantics::Role::text_line ||
                          node.role == semantics::Role::date;
    if (!is_field) return node.text;
    const semantics::Node* const label = tree.find(node.target);
    return label == nullptr ? std::string() : label->text;
}

const semantics::Node* find(const semantics::Tree& tree, semantics::Role role, std::string_view name) {
    for (const semantics::Node& node : tree.nodes) {
        if (node.role == role && accessible_name(tree, node) == name) return &node;
    }
    return nullptr;
}

}  // namespace scenes
