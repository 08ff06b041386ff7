// update(): one function an event. All rules about what is kept where, and what is said aloud, are here.
// It knows neither screens nor browser; what has to happen outside leaves as effects.
#include "state/update.h"

#include <algorithm>
#include <map>
#include <utility>

#include "formats/file_name.h"
#include "formats/json.h"
#include "formats/text.h"
#include "formats/tidy.h"
#include "model/order.h"

namespace state {
namespace {

using Said = Announcement::Kind;

std::string question_id(std::size_t question) { return std::string(model::questions[question].id); }

// A text as every format can carry it. What is no UTF-8 (no browser hands on such text) becomes U+FFFD, or the draft could
// never be written again.
std::string as_typed(std::string_view text) {
    std::string out = formats::with_lf(text);
    return formats::is_utf8(out) ? out : formats::json_text(formats::json_quote(out, false)).value_or(std::string());
}

std::int64_t last_change(const DraftEntry& entry) { return drafts::time_order(iso_time(entry.changed)); }

// The newest kept revision stays in its slot until the next one has been read back from the other. Also when that takes
// several attempts: then a number is skipped, since the slot follows from the revision.
std::uint64_t next_revision(const DraftEntry& entry) {
    const std::uint64_t kept = entry.local.stamp.revision;
    const std::uint64_t next = std::max({entry.newest.revision, kept, entry.copy.stamp.revision}) + 1;
    // An unreadable slot is never ours. Only a draft that comes back from its deletion is written again beside one.
    if (entry.unreadable_slot) return next + 1;
    const bool would_replace = kept != 0 && drafts::slot_of(next) == drafts::slot_of(kept);
    return would_replace ? next + 1 : next;
}

// Whether a store has everything that was typed into this page.
bool holds_all(const DraftEntry& entry, const Kept& store) {
    return entry.newest.revision != 0 && store.stamp == entry.newest && entry.edits == entry.written_edits;
}
bool is_kept(const DraftEntry& entry) { return holds_all(entry, entry.local) || holds_all(entry, entry.copy); }

// The record of which the stamp is the newest one: as it was written, when nothing was typed since.
drafts::Record newest_record(const DraftEntry& entry) {
    return {entry.newest.revision, entry.newest_base, entry.newest.writer, iso_time(entry.changed), entry.draft};
}

// What of this page's text was written to neither store, or is not known to be in one.
bool has_unkept(const DraftEntry& entry) { return entry.edits != 0 && !is_kept(entry); }

// One text of a report that can be edited.
struct Field {
    enum class Part : std::uint8_t { answers, trip } part;
    std::size_t index;

    bool exists() const { return index < (part == Part::answers ? model::question_count : model::trip_detail_count); }
    const std::string& in(const model::Report& report) const {
        return part == Part::answers ? report.answers[index] : report.trip[index];
    }
    std::string& in(model::Report& report) const {
        return part == Part::answers ? report.answers[index] : report.trip[index];
    }
    // A report has real dates or none (input type=date sees to it): no format could carry half a date.
    bool accepts(std::string_view text) const {
        return part == Part::answers || model::trip_details[index].kind != model::TripDetail::Kind::date ||
               text.empty() || model::is_iso_date(text);
    }
};

struct Address {
    Route route;
    bool known = true;
    bool new_draft = false;
};

Address parse_address(std::string_view hash) {
    constexpr std::string_view of_draft = "#/verslag/";
    constexpr std::pair<Screen, std::string_view> others[]{{Screen::check, "/controleren"},
                                                           {Screen::versions, "/versies"}};
    if (hash.empty() || hash == "#" || hash == "#/") return {};
    if (hash == "#/importeren") return {{Screen::import, {}}};
    if (hash == "#/hulp") return {{Screen::help, {}}};
    if (hash == "#/prullenbak") return {{Screen::trash, {}}};
    if (hash == "#/terugzetten") return {{Screen::restore, {}}};
    if (hash == "#/privacy") return {{Screen::privacy, {}}};
    if (hash == "#/toegankelijkheid") return {{Screen::accessibility, {}}};
    if (hash == "#/apparaat") return {{Screen::device, {}}};
    if (hash == "#/nieuw") return {{Screen::write, {}}, true, true};
    if (hash.substr(0, of_draft.size()) == of_draft) {
        std::string_view id = hash.substr(of_draft.size());
        Screen screen = Screen::write;
        for (const auto& [other, end] : others) {
            if (id.size() <= end.size() || id.substr(id.size() - end.size()) != end) continue;
            screen = other;
            id.remove_suffix(end.size());
        }
        if (drafts::is_draft_id(id)) return {{screen, std::string(id)}};
    }
    return {{}, false};
}

// One action being carried out.
class Step {
  public:
    Step(State& into, const Action& what)
        : state(into), action(what), route_before(into.route), said_before(into.announcement.serial) {}
    std::vector<Effect> effects;

    // What follows from every event, whatever it was, in this order.
    void settle() {
        hold_what_is_shown();
        give_up_when_kept();
        if (state.route != route_before) begin_history();
        for (DraftEntry& entry : state.drafts) let_go_of_older(entry);
        take_new_version();
    }

    // The draft on the screen is the one that this page wants to write in.
    void hold_what_is_shown() {
        if (state.hold.draft == state.route.draft) return;
        state.hold = {state.route.draft};
        effects.push_back(HoldDraft{state.route.draft});
    }

    // ---- The page --------------------------------------------------------------------------------------------------

    void on(const Started& event) {
        state.key_prefix = event.key_prefix;
        state.writer = event.writer;
        state.storage_available = event.storage_available;
        state.last_backup = parse_iso_time(event.last_backup);
        drafts::Found found = drafts::find_drafts(event.key_prefix, event.items);
        state.drafts.clear();
        for (drafts::FoundDraft& draft : found.drafts) {
            DraftEntry entry;
            begin_with(entry, std::move(draft.record));
            entry.local.stamp = entry.newest;
            entry.newer_version = draft.newer;
            entry.unreadable_slot = draft.unreadable_slot;
            entry.keys = std::move(draft.keys);
            judge(entry);
            state.drafts.push_back(std::move(entry));
        }
        state.unreadable = std::move(found.unreadable);
        open(event.hash, event.fresh);
    }

    void on(const CopiesRead& event) {
        const bool is_first = state.copies == Copies::unknown;
        const bool is_usable = event.trouble == StorageTrouble::none;
        if (!is_usable && state.copies == Copies::usable) return;  // a disk that stands still; asked again later
        if (!is_usable && is_first) {
            state.copies = Copies::unavailable;
            state.copies_trouble = event.trouble;
            for (State::Removal& removal : std::exchange(state.removals, {})) {
                std::vector<std::string> keys = std::exchange(removal.keys, {});
                take_from_stores(std::move(removal), std::move(keys));
            }
            if (!state.storage_available) announce(Said::storage_blocked);
        }
        // All of it, for the first time; not always at the first attempt.
        const bool is_news = is_usable && state.copies != Copies::usable;
        if (is_usable) state.copies = Copies::usable;
        drafts::Merged merged = drafts::merge(state.key_prefix, event.items, event.copies, event.gone);
        for (drafts::UnreadableItem& item : merged.unreadable) list_unreadable(std::move(item));
        std::size_t restored = 0, apart = 0;
        std::pair<std::string, std::string> both;  // ids of the versions that went apart last
        let_go_of_removed(event, merged);
        for (drafts::GoneDraft& draft : merged.gone) take_away(std::move(draft));
        for (drafts::MergedDraft& draft : merged.drafts) {
            // Without localStorage all drafts are in the safety copy only, each time; and those that are too long for it.
            const bool counts =
                is_news && draft.restored && state.storage_available && draft.line.size() <= state.longest_local;
            const std::string id = draft.id;
            const Taken taken = take_in(std::move(draft), is_first, is_news);
            if (taken.is_new && counts) restored += 1;
            if (!taken.apart.empty()) apart += 1, both = {id, taken.apart};
        }
        if (!is_first) find_lost(event);
        if (apart == 1) {
            tell({Said::versions_apart, "1", 0, std::move(both.first), std::move(both.second)});
        } else if (apart != 0) {
            announce(Said::versions_apart, std::to_string(apart));
        }
        if (restored != 0) announce(Said::restored_copies, std::to_string(restored));
        if (state.route.screen == Screen::drafts) sort_drafts();
        send_removals();
        for (DraftEntry& entry : state.drafts) {
            keep(entry);
            if (is_first && state.room.is_short() && entry.draft.id != state.route.draft) entry.put_away = true;
            judge(entry);
        }
    }

    void on(const Navigated& event) { open(event.hash, event.fresh); }

    void on(const FlushDue&) {
        for (DraftEntry& entry : state.drafts) keep(entry);
        send_removals();
    }

    void on(const FieldLeft& event) {
        DraftEntry* entry = entry_meant(event.draft);
        if (!entry || entry->edits == entry->announced_edits) return;
        entry->say_saved = entry->edits;
        if (is_kept(*entry)) {
            judge(*entry);
        } else {
            keep(*entry);
        }
    }

    void on(const Stored& event) {
        if (DraftEntry* entry = entry_stored(event.draft)) {
            // Answered in the same turn, so its number is enough.
            const bool is_it = event.revision == entry->local.on_its_way.revision;
            answered(*entry, entry->local, is_it ? entry->local.on_its_way : drafts::Stamp{}, event.trouble);
        }
    }
    void on(const Copied& event) {
        if (DraftEntry* entry = entry_stored(event.draft)) {
            answered(*entry, entry->copy, event.record, event.trouble);
        }
    }

    void on(const Removed& event) {
        const auto removal = removal_of(event.draft);
        if (removal == state.removals.end()) return;
        std::vector<std::string> waiting;  // two drafts of one text wait for the same
        for (const DraftEntry& entry : state.drafts) {
            if (entry.waits_for == event.draft) waiting.push_back(entry.draft.id);
        }
        if (event.trouble != StorageTrouble::none && !waiting.empty()) {
            const std::string line = std::move(removal->line);
            state.removals.erase(removal);
            for (const std::string& id : waiting) stay_apart(id, line);
            return;
        }
        if (event.trouble != StorageTrouble::none && event.trouble != StorageTrouble::overtaken) {
            removal->on_its_way = false;  // tried again with the next flush
            return;
        }
        const State::Removal done = std::move(*removal);
        state.removals.erase(removal);
        for (const std::string& id : waiting) {
            DraftEntry& entry = *find_entry(state, id);
            entry.waits_for.clear();
            bring_to_stores(entry);
            leave_local(entry);
            judge(entry);
        }
        if (event.trouble == StorageTrouble::none) {
            if (!done.keys.empty()) effects.push_back(RemoveRecords{done.keys, done.local, state.writer});
            if (state.route.screen == Screen::trash) effects.push_back(ReadTrash{});
        }
        if (event.trouble == StorageTrouble::overtaken) {
            // It was changed elsewhere since, and stays.
            if (state.deleted && state.deleted->draft.id == event.draft) state.deleted.reset();
            effects.push_back(ReadAgain{event.draft});
        }
        DraftEntry* const entry = entry_stored(event.draft);
        if (entry == nullptr) return;
        if (event.trouble == StorageTrouble::none) lose(*entry, entry->local.stamp, {});
        // What lies in the trash now is not sent to the safety copy: it would find the tombstone there and pass for another tab's.
        if (!state.deleted || entry != &*state.deleted) send_copy(*entry);
    }

    // ---- The trash -------------------------------------------------------------------------------------------------

    void on(const TrashRead& event) {
        const std::string removed = std::exchange(state.removed_for_good, {});
        if (event.trouble != StorageTrouble::none) {
            if (!removed.empty()) announce(Said::not_removed);
            return;
        }
        const std::string subject = removed.empty() ? std::string() : subject_in_trash(removed);
        state.trash.emplace();
        for (const TrashRead::Item& item : event.items) {
            drafts::RecordReading reading = drafts::read_record(item.line, item.id);
            if (reading.problem == drafts::RecordProblem::unreadable) {
                list_unreadable({"trash " + item.id, item.id, item.line.size(), item.line});
                continue;
            }
            state.trash->push_back({item.id, item.line, std::move(reading.record),
                                    parse_iso_time(item.removed).value_or(LocalTime{}),
                                    reading.problem == drafts::RecordProblem::newer});
        }
        model::sort_from_high_to_low(
            *state.trash, [](const State::Removed& item) { return drafts::time_order(iso_time(item.removed)); });
        if (removed.empty()) return;
        announce(in_trash(removed) == nullptr ? Said::removed_for_good : Said::not_removed, subject);
        effects.push_back(MoveFocus{"screen"});  // the button that was pressed is gone
    }

    void on(const PutBack& event) {
        const State::Removed* const found = in_trash(event.draft);
        if (found == nullptr || found->newer_version) return;
        DraftEntry entry;
        begin_with(entry, found->record);
        entry.edits = entry.announced_edits = 1;
        // Something of that id may have come back meanwhile.
        const bool is_here = find_entry(state, event.draft) != nullptr;
        if (is_here) forget_stores(entry, fresh_id());
        DraftEntry& put = insert(std::move(entry));
        // The safety copy takes it out of the trash when it has the draft again.
        state.trash->erase(state.trash->begin() + (found - state.trash->data()));
        if (state.deleted && state.deleted->draft.id == event.draft) state.deleted.reset();
        announce(Said::put_back, put);
        effects.push_back(MoveFocus{"screen"});
        keep_now(put);
        if (is_here) effects.push_back(RemoveFromTrash{event.draft});
    }

    void on(const RemoveForGood& event) {
        if (in_trash(event.draft) == nullptr) return;
        state.removed_for_good = event.draft;
        if (state.deleted && state.deleted->draft.id == event.draft) state.deleted.reset();
        effects.push_back(RemoveFromTrash{event.draft});
    }

    // ---- Backup ----------------------------------------------------------------------------------------------------

    void on(const MakeBackup&) {
        for (DraftEntry& entry : state.drafts) keep(entry);
        state.makes_backup = true;
        state.backup_outcome.reset();
        state.backup_offered.reset();
        effects.push_back(ReadAll{});
    }

    void on(const ConfirmBackup&) {
        if (!state.backup_offered) return;
        state.last_backup = *std::exchange(state.backup_offered, std::nullopt);
        state.backup_outcome.reset();
        effects.push_back(RememberBackup{iso_time(*state.last_backup)});
        announce(Said::backup_confirmed);
        effects.push_back(MoveFocus{"screen"});  // the button that was pressed is gone
    }

    void on(const PutBackupBack& event) {
        if (!state.restore || !state.restore->compared || (event.replace && !may_replace(state))) return;
        state.restore->refused = Restore::Refused::no;
        if (state.copies != Copies::usable && !has_room_for(state.restore->file.backup)) {
            state.restore->refused = Restore::Refused::no_room;
            announce(Said::no_room);
            return;
        }
        state.restore->accepted = event.replace ? Restore::Way::replace : Restore::Way::merge;
        effects.push_back(ReadAll{});
    }

    void on(const AllRead& event) {
        on(event.stores);  // what other tabs have written
        if (std::exchange(state.makes_backup, false)) make_backup(event);
        if (!state.restore || !drafts::is_readable(state.restore->file.problem)) return;
        if (state.restore->compared && state.restore->accepted == Restore::Way::none)
            return;  // read for something else
        if (event.stores.trouble != StorageTrouble::none && has_trash(state)) {
            // What is not known to be here must not be taken for gone.
            state.restore->accepted = Restore::Way::none;
            state.restore->refused = Restore::Refused::unread;
            announce(Said::restore_refused);
            return;
        }
        const bool is_first = !state.restore->compared;
        state.restore->refused = Restore::Refused::no;
        compare_with_backup(event);
        if (state.restore->accepted != Restore::Way::none) {
            put_backup_back(event, state.restore->accepted == Restore::Way::replace);
        } else if (is_first) {
            announce(Said::backup_ready, state.restore->file_name);
        }
    }

    // ---- Other tabs ------------------------------------------------------------------------------------------------

    void on(const Held& event) {
        if (event.draft != state.hold.draft) return;
        const Hold::By before = std::exchange(state.hold.by, Hold::By::us);
        state.hold.giving_up = false;
        if (before == Hold::By::us) return;
        announce(Said::writes_here);
        // The button that was pressed is gone.
        if (before != Hold::By::passing) return;
        if (state.route.screen == Screen::write) focus_first_question();
        if (state.route.screen == Screen::versions) effects.push_back(MoveFocus{"screen"});
    }

    void on(const HeldElsewhere& event) {
        if (event.draft != state.hold.draft || state.hold.by != Hold::By::us) return;
        state.hold.by = Hold::By::elsewhere;
        state.hold.giving_up = false;
        DraftEntry* const entry = find_entry(state, event.draft);
        if (entry != nullptr && has_unkept(*entry)) {
            // Nobody waited for it. It goes on as a version of its own.
            move_on(*entry);
            write(*entry);
            judge(*entry);
            return;
        }
        announce(Said::reads_along);
    }

    void on(const HoldWanted& event) {
        if (event.draft != state.hold.draft || state.hold.by != Hold::By::us) return;
        state.hold.giving_up = true;
        if (DraftEntry* const entry = find_entry(state, event.draft)) keep(*entry);
    }

    void on(const WriteHere&) {
        if (!reads_along(state, state.hold.draft)) return;
        state.hold.by = Hold::By::passing;
        effects.push_back(HoldDraft{state.hold.draft, true});
    }

    void on(const FileRead& event) {
        if (state.route.screen == Screen::restore || drafts::looks_like_backup(event.bytes)) {
            drafts::BackupReading& file = show_restore(event.name).file;
            file = drafts::read_backup(event.bytes);
            drafts::let_history_stand_in(file.backup);
            if (!drafts::is_readable(state.restore->file.problem)) {
                announce(Said::import_refused, event.name);
            } else {
                effects.push_back(ReadAll{});
            }
            return;
        }
        state.import.file_name = event.name;
        state.import.file_trouble = ImportInput::FileTrouble::none;
        state.import.preview = formats::import_any(event.bytes);
        state.import.shown = 0;
        show_import();
        announce_import();
    }

    void on(const FileRefused& event) {
        using Trouble = ImportInput::FileTrouble;
        const Trouble trouble = event.too_large ? Trouble::too_large : Trouble::unreadable;
        if (state.route.screen == Screen::restore) {
            show_restore(event.name).file_trouble = trouble;
        } else {
            state.import.file_name = event.name;
            state.import.file_trouble = trouble;
            state.import.preview.reset();
            show_import();
        }
        announce(Said::import_refused, event.name);
    }

    void on(const OfflineReady& event) { state.offline_ready = event.ready; }

    void on(const HistoryRead& event) {
        std::vector<drafts::Moment> moments = event.moments;
        drafts::sort_newest_first(moments);
        std::vector<std::string> drops = drafts::moments_to_drop(moments, iso_time(action.now));
        History& history = state.history;
        const bool is_shown = state.route.screen == Screen::versions && state.route.draft == event.draft;
        for (const std::string& key : drops) {
            const auto moment = std::find_if(moments.begin(), moments.end(),
                                             [&key](const drafts::Moment& other) { return other.key == key; });
            if (!moment->name.empty()) announce(Said::moment_gone, moment->name);
            moments.erase(moment);
        }
        if (!drops.empty()) effects.push_back(DropMoments{event.draft, std::move(drops)});
        if (!is_shown) return;
        bool is_named = false;
        if (event.trouble != StorageTrouble::none) {
            if (!history.is_read) history.trouble = event.trouble;
        } else {
            history.is_read = true;
            history.trouble = StorageTrouble::none;
            history.versions.clear();
            for (drafts::Moment& moment : moments) {
                is_named = is_named || moment.key == history.naming;
                drafts::RecordReading reading = drafts::read_record(moment.line, event.draft);
                if (reading.problem != drafts::RecordProblem::none) continue;
                const LocalTime time = parse_iso_time(moment.time).value_or(LocalTime{});
                history.versions.push_back({std::move(moment), time, std::move(reading.record.draft.report)});
            }
        }
        const bool is_removed = event.trouble == StorageTrouble::none;
        const auto removed = version_of(history.removing);
        if (!history.removing.empty() && (!is_removed || removed == history.versions.end())) {
            history.removing.clear();
            announce(is_removed ? Said::moment_removed : Said::not_removed);
            effects.push_back(MoveFocus{"screen"});  // the button that was pressed is gone
        }
        if (history.naming.empty() || (!is_named && event.trouble == StorageTrouble::none)) return;
        history.naming.clear();
        if (is_named) {
            history.name.clear();
            announce(Said::moment_kept);
        } else {
            history.refused = History::Refused::not_kept;
            announce(Said::moment_not_kept);
        }
    }

    void on(const HistoryGivenUp& event) {
        if (state.given_up != State::GivenUp::named) {
            state.given_up = event.named ? State::GivenUp::named : State::GivenUp::automatic;
        }
        announce(Said::history_given_up, event.named ? "1" : "");
        read_history();
    }

    void on(const MomentsRefused&) { announce(Said::moments_refused); }

    void on(const NewVersionReady&) {
        if (state.new_version.ready) return;
        state.new_version.ready = true;
        announce(Said::new_version);
    }

    // ---- The writer ------------------------------------------------------------------------------------------------

    void on(const EditAnswer& event) {
        edit(event.draft, {Field::Part::answers, event.question}, event.text, event.stale);
    }
    void on(const TypedBefore& event) {
        const Field field{Field::Part::answers, event.question};
        const std::string id = id_meant(event.draft);
        DraftEntry* const entry = find_entry(state, id);
        if (entry && entry->replaced && field.exists()) {
            if (field.in(*entry->replaced) != field.in(entry->draft.report)) {
                // It was typed over a text that has been replaced since: it goes on from that one.
                drafts::Draft before = entry->draft;
                before.report = *std::exchange(entry->replaced, std::nullopt);
                name_other_version(before);
                continue_as_copy(id, std::move(before), Said::overtaken);
            } else {
                field.in(*entry->replaced) = as_typed(event.text);  // another field may go on from there
            }
        }
        edit(event.draft, field, event.text);
    }
    void on(const EditTripDetail& event) {
        edit(event.draft, {Field::Part::trip, event.detail}, event.text, event.stale);
    }

    void on(const EditImportText& event) {
        const auto outcome = [this] {
            const bool has_answers = has_preview() && model::answered_count(shown_report(state.import).report) > 0;
            return std::pair(state.import.preview ? std::optional(state.import.preview->problem) : std::nullopt,
                             has_answers);
        };
        const auto before = outcome();
        const std::string text = formats::with_lf(event.text);
        if (text == state.import.text) return;
        read_pasted(text);
        if (outcome() != before) announce_import();
    }

    void on(const EditSearch& event) {
        state.search = as_typed(event.text);
        state.drafts_shown = shown_step;
    }

    // ---- Earlier versions ------------------------------------------------------------------------------------------

    void on(const EditMomentName& event) {
        state.history.name = as_typed(event.text);
        state.history.refused = History::Refused::no;
    }

    void on(const NameMoment& event) {
        DraftEntry* const entry = entry_meant(event.draft);
        History& history = state.history;
        if (!entry || !history.naming.empty() || reads_along(state, entry->draft.id)) return;
        if (!model::is_answered(history.name)) {
            history.refused = History::Refused::no_name;
            announce(Said::moment_not_kept);
            effects.push_back(MoveFocus{"moment.name"});
            return;
        }
        history.naming = keep_moment(*entry, history.name);
        history.refused = history.naming.empty() ? History::Refused::not_kept : History::Refused::no;
        if (history.naming.empty()) announce(Said::moment_not_kept);
    }

    void on(const CompareMoment& event) {
        std::string& compared = state.history.compared;
        compared = compared == event.key ? std::string() : event.key;
    }

    void on(const RestoreMoment& event) {
        DraftEntry* entry = entry_meant(event.draft);
        const auto version = version_of(event.key);
        if (!entry || entry->newer_version || version == state.history.versions.end() ||
            reads_along(state, entry->draft.id)) {
            return;
        }
        if (version->report == entry->draft.report) return;
        TextChange change;
        change.kind = TextChange::Kind::restored;
        change.time = version->time;
        model::Report report = version->report;  // the list may go
        entry = beside_unreadable(entry);
        keep_moment(*entry);
        change.draft = entry->draft.id;
        change.report = std::exchange(entry->draft.report, std::move(report));
        change.edits = entry->edits + 1;
        announce_change(change);
        state.change = std::move(change);
        state.history.compared.clear();
        count_edit(*entry);
        effects.push_back(MoveFocus{"undo.change"});
    }

    void on(const RemoveMoment& event) {
        History& history = state.history;
        if (!history.removing.empty() || version_of(event.key) == history.versions.end()) return;
        history.removing = event.key;
        effects.push_back(DropMoments{event.draft, {event.key}});
    }

    void on(const TextDropped& event) {
        // Behind what stands in the field, which nothing else has.
        const std::string before = model::is_answered(state.import.text) ? state.import.text + "\n\n" : std::string();
        read_pasted(before + as_typed(event.text));
        show_import();
        announce_import();
    }

    void on(const GoTo& event) {
        Route route = event.route;
        route.draft = id_meant(std::move(route.draft));
        const bool same = route == state.route;  // pressing a link twice is one step back
        set_route(std::move(route));
        set_address(same);
        if (event.focus.empty()) {
            effects.push_back(ScrollToTop{});
        } else {
            effects.push_back(MoveFocus{event.focus});
        }
    }

    void on(const NewDraft&) {
        if (refuses_new()) {
            // Where it stands why.
            if (state.route.screen != Screen::drafts) on(GoTo{{}, {}});
            return;
        }
        effects.reserve(3);
        open_new(false);
        effects.push_back(ScrollToTop{});
        focus_first_question();
    }

    void on(const DeleteDraft& event) {
        const std::string id = id_meant(event.draft);
        const auto place = position(id);
        // What a later version wrote could not be brought back by Ongedaan maken, so it is not taken away either.
        if (place == state.drafts.end() || place->newer_version) return;
        for (Announcement& notice : state.notices) {
            if (notice.draft == id) notice.serial = 0;  // it says where the draft is
        }
        state.deleted = std::move(*place);
        state.drafts.erase(place);
        DraftEntry& deleted = *state.deleted;
        deleted.say_saved = 0;
        remove_stored(deleted);
        announce(has_trash(state) ? Said::deleted_to_trash : Said::deleted, subject_of(deleted.draft));
        if (state.route.draft == id) {
            set_route({});
            set_address(true);
            effects.push_back(ScrollToTop{});
        }
        state.new_version.waits_for.erase(id);
        // The button that was pressed is gone; whoever uses a keyboard goes on at the way back.
        effects.push_back(MoveFocus{"undo"});
    }

    void on(const UndoDelete&) {
        if (!state.deleted) return;
        DraftEntry entry = std::move(*state.deleted);
        state.deleted.reset();
        // What was to go when the trash has it stays now.
        if (const auto removal = removal_of(entry.draft.id); removal != state.removals.end()) {
            entry.keys = std::exchange(removal->keys, {});
            if (!entry.keys.empty()) entry.local.stamp = removal->local;
        }
        // What does not read under its id leaves no place for it there.
        if (entry.local.closed || entry.copy.closed) forget_stores(entry, fresh_id());
        DraftEntry& restored = insert(std::move(entry));
        announce(Said::restored, restored);
        effects.push_back(MoveFocus{"open." + restored.draft.id});
        keep_now(restored);
    }

    void on(const MoveUnplaced& event) {
        if (event.question >= model::question_count) return;
        change_text(event.draft, {TextChange::Kind::moved, {}, event.question, {}, {}, event.index, {}});
    }
    void on(const RemoveUnplaced& event) {
        change_text(event.draft, {TextChange::Kind::removed, {}, 0, {}, {}, event.index, {}});
    }
    void on(const TidyBullets& event) {
        if (event.question >= model::question_count) return;
        change_text(event.draft, {TextChange::Kind::tidied, {}, event.question, {}, {}, 0, {}});
    }
    void on(const UnwrapLinks& event) {
        if (event.question >= model::question_count) return;
        change_text(event.draft, {TextChange::Kind::unwrapped, {}, event.question, {}, {}, 0, {}});
    }

    void on(const UndoChange& event) {
        const std::string id = id_meant(event.draft);
        if (change_to_undo(state, id) == nullptr) return;
        DraftEntry& entry = *find_entry(state, id);
        TextChange change = *std::exchange(state.change, std::nullopt);
        model::Report& report = entry.draft.report;
        if (change.report) {
            report = *std::move(change.report);
        } else if (change.kind != TextChange::Kind::removed) {
            report.answers[change.question] = change.before;
        }
        const bool was_unplaced = change.kind == TextChange::Kind::moved || change.kind == TextChange::Kind::removed;
        if (was_unplaced) {
            const std::size_t place = std::min(change.place, report.unplaced.size());
            report.unplaced.insert(report.unplaced.begin() + static_cast<std::ptrdiff_t>(place), change.unplaced);
        }
        count_edit(entry);
        announce(Said::change_undone);
        // The button that was pressed is gone: on to what has come back.
        effects.push_back(MoveFocus{was_unplaced ? "unplaced.heading"
                                    : change.kind == TextChange::Kind::restored
                                        ? "screen"
                                        : "change." + question_id(change.question)});
    }

    void on(const Toggle& event) {
        if (state.unfolded.erase(event.key) == 0) state.unfolded.insert(event.key);
    }
    void on(const Unfold& event) { state.unfolded.insert(event.key); }
    void on(const ShowMore& event) {
        if (!event.focus.empty()) effects.push_back(MoveFocus{event.focus});
        state.drafts_shown += shown_step;
    }

    void on(const ShowImported& event) {
        if (!has_preview() || event.index > state.import.preview->reports.size()) return;
        state.import.shown = event.index;
        const bool is_whole = event.index == state.import.preview->reports.size();
        announce(Said::import_shown, is_whole ? std::string() : std::to_string(event.index + 1));
    }

    void on(const AcceptImport&) {
        if (!has_preview() || refuses_new()) return;
        DraftEntry& imported = keep_imported(action.random_id, shown_report(state.import).report);
        announce(Said::imported, imported);
        // The other reports of the same text can still be taken over.
        if (state.import.preview->reports.size() == 1) end_import();
        set_route({Screen::write, action.random_id});
        set_address(false);
        effects.push_back(ScrollToTop{});
    }

    void on(const AcceptAllImports&) {
        if (!has_preview() || refuses_new()) return;
        const formats::Import import = *std::exchange(state.import.preview, std::nullopt);
        // The last one first, so that the list, newest on top, has them in the order of the text.
        for (std::size_t i = import.reports.size(); i-- > 0;) {
            keep_imported(i == 0 ? action.random_id : further_id(i), import.reports[i].report);
        }
        announce(Said::imported_all, std::to_string(import.reports.size()));
        end_import();
        set_route({});
        set_address(false);
        effects.push_back(ScrollToTop{});
    }

    void on(const DownloadReport& event) {
        const DraftEntry* entry = entry_meant(event.draft);
        if (!entry || entry->newer_version) return;
        const bool as_text = event.as == DownloadReport::As::text;
        const model::Report& report = entry->draft.report;
        std::string name = formats::file_name(report, iso_day(action.now), as_text ? "txt" : "json");
        announce(Said::downloaded, name);
        effects.push_back(Download{std::move(name), as_text ? "text/plain;charset=utf-8" : "application/json",
                                   as_text ? formats::export_text(report) : formats::export_json(report)});
    }

    void on(const DownloadStored& event) {
        for (std::size_t i = 0; i < state.unreadable.size(); ++i) {
            const drafts::UnreadableItem& item = state.unreadable[i];
            if (item.key != event.key) continue;
            std::string name = "onleesbaar-verslag-" + std::to_string(i + 1) + ".txt";
            announce(Said::downloaded, name);
            if (item.copy.empty()) {
                effects.push_back(DownloadStoredValue{event.key, std::move(name)});
            } else {
                effects.push_back(Download{std::move(name), "text/plain;charset=utf-8", item.copy});
            }
            return;
        }
    }

    void on(const TakeNewVersion&) {
        if (!state.new_version.ready) return;
        state.new_version.taking = true;
        state.new_version.refused = NewVersion::Refused::no;
        write_for_new_version(true);
    }

    // ---- The text view ---------------------------------------------------------------------------------------------

    void on(const TextViewRemembered& event) {
        state.text_view.declined = !event.on;
        if (event.on) open_text_view(TextView::Why::chosen);
    }

    void on(const TextViewWanted& event) {
        TextView& view = state.text_view;
        const bool must = event.why == TextView::Why::cannot_paint;
        if (view.on) {
            // It stands open already; from now on there is no way back.
            if (must) view.why = event.why;
            return;
        }
        if (view.declined && !must) return;
        open_text_view(event.why);
        announce(Said::text_view_opened, std::to_string(static_cast<unsigned>(event.why)));
    }

    void on(const SwitchTextView&) {
        using Choice = RememberTextView::Choice;
        TextView& view = state.text_view;
        if (!view.on) {
            open_text_view(TextView::Why::chosen);
            view.declined = false;
            effects.push_back(RememberTextView{Choice::on});
            announce(Said::text_view_on);
            return;
        }
        if (view.why == TextView::Why::cannot_paint) {
            view.refused = true;
            announce(Said::text_view_refused, std::to_string(static_cast<unsigned>(view.why)));
            return;
        }
        // Only who leaves it although the browser gave a reason does not want to be asked again.
        view.declined = view.why != TextView::Why::chosen;
        view.on = false;
        view.why = TextView::Why::chosen;
        effects.push_back(ShowFace{false});
        effects.push_back(RememberTextView{view.declined ? Choice::declined : Choice::nothing});
        announce(Said::text_view_off);
    }

    // ---- The language ----------------------------------------------------------------------------------------------

    void on(const SwitchLanguage&) {
        state.language_missing = false;
        if (state.language == Language::dutch) {
            effects.push_back(LoadEnglish{});
            return;
        }
        state.language = Language::dutch;
        effects.push_back(RememberLanguage{Language::dutch});
        announce(Said::language);
    }
    void on(const EnglishRead& event) {
        state.language = Language::english;
        state.language_missing = false;
        if (event.remembered) return;
        effects.push_back(RememberLanguage{Language::english});
        announce(Said::language);
    }
    void on(const EnglishMissing&) {
        state.language_missing = true;
        announce(Said::language_missing);
    }

    // ---- Op dit apparaat -------------------------------------------------------------------------------------------

    void on(const RoomRead& event) {
        state.room = event.room;
        if (state.route.screen == Screen::device) effects.push_back(ReadDevice{});
    }
    void on(const DeviceRead& event) {
        state.device = event.device;
        // Another tab may have made one.
        const auto last = parse_iso_time(event.last_backup);
        const bool is_later = last && (!state.last_backup || drafts::time_order(event.last_backup) >
                                                                 drafts::time_order(iso_time(*state.last_backup)));
        if (is_later) state.last_backup = last;
    }

    void on(const AskToWipe&) {
        state.wiping = Wiping::asked;
        effects.push_back(MoveFocus{"wipe.no"});
    }
    void on(const KeepAll&) {
        state.wiping = Wiping::no;
        effects.push_back(MoveFocus{"wipe"});
    }
    void on(const WipeAll&) {
        if (state.wiping != Wiping::asked) return;
        forget_all();
        state.wiping = Wiping::running;
        effects.push_back(MoveFocus{"screen"});  // the button that was pressed is gone
        effects.push_back(WipeDevice{});
    }
    void on(const WipeBegun&) {
        forget_all();
        set_route({Screen::device, {}});
        set_address(true);
        state.wiping = Wiping::running;
    }
    void on(const Wiped& event) {
        forget_all();
        set_route({});
        set_address(false);
        effects.push_back(ScrollToTop{});
        state.wiped = event.outcome;
        const bool whole = !event.outcome.local_left && event.outcome.copy == StorageTrouble::none;
        announce(whole ? Said::wiped : Said::wipe_failed);
    }

    // ---- Shortcuts -------------------------------------------------------------------------------------------------

    void on(const Shortcut& event) {
        using To = Shortcut::To;
        const bool about_draft = state.route.screen == Screen::write || state.route.screen == Screen::check;
        const DraftEntry* const entry = about_draft ? find_entry(state, state.route.draft) : nullptr;
        const bool opens = entry != nullptr && !entry->newer_version;
        switch (event.to) {
            case To::new_draft:
                on(NewDraft{});
                return;
            case To::help:
                on(GoTo{{Screen::help, {}}, {}});
                return;
            case To::search:
                // Without drafts there is nothing to look through, and no field for it.
                on(GoTo{{Screen::drafts, {}}, state.drafts.empty() ? "screen" : "search"});
                return;
            case To::next_question:
            case To::previous_question:
                if (opens && state.route.screen == Screen::write) {
                    go_to_question(event.focused, event.to == To::next_question);
                }
                return;
            case To::check:
                if (opens && state.route.screen == Screen::write) on(GoTo{{Screen::check, state.route.draft}, {}});
                return;
            case To::download:
                if (opens) on(DownloadReport{state.route.draft, DownloadReport::As::text});
                return;
        }
    }

  private:
    State& state;
    const Action& action;
    const Route route_before;
    const std::uint32_t said_before;  // serial of the last announcement before this action
    std::size_t ids_used = 0;

    // From the field that has the focus; from elsewhere to the first one, or the last. At the end it stays where it is.
    void go_to_question(std::string_view focused, bool next) {
        std::size_t at = model::question_count;
        for (std::size_t i = 0; i < model::question_count; ++i) {
            if (focused == "answer." + question_id(i)) at = i;
        }
        const bool elsewhere = at == model::question_count;
        if (elsewhere) {
            at = next ? 0 : model::question_count - 1;
        } else if (next ? at + 1 < model::question_count : at > 0) {
            at = next ? at + 1 : at - 1;
        } else {
            return;
        }
        effects.push_back(MoveFocus{"answer." + question_id(at)});
    }

    // ---- What is said aloud ----------------------------------------------------------------------------------------

    void announce(Said kind, std::string subject = {}) { tell({kind, std::move(subject)}); }
    void announce(Said kind, const DraftEntry& about, const std::string& other = {}) {
        tell({kind, subject_of(about.draft), 0, about.draft.id, other});
    }

    void tell(Announcement told) {
        told.serial = state.announcement.serial + 1;
        // The same thing once more takes the place of the first, and how a draft is kept now that of how it was.
        for (Announcement& notice : state.notices) {
            const bool is_again = notice.kind == told.kind && notice.subject == told.subject;
            const bool is_old = is_again || (is_about_keeping(notice) && is_about_keeping(told));
            if (is_old && notice.draft == told.draft) notice.serial = 0;
        }
        drop_notices();
        if (is_notice(state, told)) state.notices.push_back(told);
        state.unsaid.push_back(told);
        state.announcement = std::move(told);
    }

    static bool is_about_keeping(const Announcement& told) {
        return told.kind >= Said::save_failed && told.kind <= Said::save_recovered_on_device;
    }

    // Those that have no serial any more.
    void drop_notices() {
        const auto has_none = [](const Announcement& notice) { return notice.serial == 0; };
        state.notices.erase(std::remove_if(state.notices.begin(), state.notices.end(), has_none), state.notices.end());
    }

    void open_text_view(TextView::Why why) {
        state.text_view.on = true;
        state.text_view.why = why;
        effects.push_back(ShowFace{true});
    }

    void announce_import() {
        if (!state.import.preview) return;
        announce(has_preview() ? Said::import_ready : Said::import_refused, state.import.file_name);
    }

    // The page as at its start, in which nothing is stored; how it looks stays.
    void forget_all() {
        State left;
        left.key_prefix = state.key_prefix;
        left.writer = state.writer;
        left.storage_available = state.storage_available;
        left.longest_local = state.longest_local;
        left.copies = state.copies;
        left.copies_trouble = state.copies_trouble;
        left.now = state.now;
        left.route = state.route;
        left.hold = state.hold;  // to be given up
        left.offline_ready = state.offline_ready;
        left.new_version.ready = state.new_version.ready;
        left.new_version.on_top = state.new_version.on_top;
        left.text_view = state.text_view;
        left.language = state.language;
        left.announcement = state.announcement;
        left.unsaid = std::move(state.unsaid);
        state = std::move(left);
    }

    // ---- Where the writer is ---------------------------------------------------------------------------------------

    bool is_blank(std::string_view id) const { return state.blank && state.blank->draft.id == id; }

    void set_route(Route route) {
        DraftEntry* const before = route.draft == state.route.draft ? nullptr : find_entry(state, state.route.draft);
        DraftEntry* const next = find_entry(state, route.draft);
        // Not while another tab writes in it.
        const bool puts_away = before != nullptr && !reads_along(state, state.route.draft);
        const bool same = route == state.route;
        state.route = std::move(route);
        if (state.route.screen != Screen::restore) state.restore.reset();
        if (next != nullptr) next->put_away = false;
        if (puts_away) before->put_away = true;
        if (!same) {
            // Told on the screen that was left; what this action tells is for the next one.
            for (Announcement& notice : state.notices) {
                if (notice.serial <= said_before) notice.serial = 0;
            }
            drop_notices();
        }
        // Sorted when the list comes into view, not while it could move under a finger.
        if (state.route.screen == Screen::drafts) sort_drafts();
        state.wiping = Wiping::no;
        state.wiped.reset();
        if (!same && !state.backup_offered) state.backup_outcome.reset();
        if (state.route.screen == Screen::device) effects.push_back(ReadDevice{});
        if (state.route.screen == Screen::trash && has_trash(state)) effects.push_back(ReadTrash{});
        state.new_version.on_top = state.new_version.ready;
    }

    std::vector<History::Version>::const_iterator version_of(std::string_view key) const {
        const auto& versions = state.history.versions;
        return std::find_if(versions.begin(), versions.end(),
                            [key](const History::Version& version) { return version.moment.key == key; });
    }
    void begin_history() {
        state.history = {};
        // Nobody is asked twice whether he is sure, of something else.
        for (auto fold = state.unfolded.begin(); fold != state.unfolded.end();) {
            fold =
                fold->compare(0, removal_fold.size(), removal_fold) == 0 ? state.unfolded.erase(fold) : std::next(fold);
        }
        read_history();
    }
    void read_history() {
        if (state.route.screen != Screen::versions || state.copies == Copies::unavailable) return;
        effects.push_back(ReadHistory{state.route.draft});
    }

    const State::Removed* in_trash(std::string_view id) const {
        if (!state.trash) return nullptr;
        for (const State::Removed& item : *state.trash) {
            if (item.id == id) return &item;
        }
        return nullptr;
    }
    std::string subject_in_trash(std::string_view id) const {
        const State::Removed* const item = in_trash(id);
        return item == nullptr ? std::string() : subject_of(item->record.draft);
    }

    // Where the list has it by its last change.
    DraftEntry& insert(DraftEntry entry) {
        const auto before = std::find_if(state.drafts.begin(), state.drafts.end(), [&](const DraftEntry& other) {
            return last_change(entry) > last_change(other);
        });
        return *state.drafts.insert(before, std::move(entry));
    }
    void sort_drafts() { model::sort_from_high_to_low(state.drafts, last_change); }

    // A new draft's address says that nothing is stored under it yet, so that a reload opens it again.
    void set_address(bool replace) {
        effects.push_back(SetAddress{address(state.route), replace, is_blank(state.route.draft)});
    }

    void make_blank(const std::string& id) {
        state.blank.emplace();
        state.blank->is_fresh = true;
        state.blank->draft.id = id;
        state.blank->changed = action.now;
    }

    void open_new(bool replace) {
        make_blank(action.random_id);
        set_route({Screen::write, action.random_id});
        set_address(replace);
    }

    void focus_first_question() { effects.push_back(MoveFocus{"answer." + question_id(0)}); }

    void open(std::string_view hash, bool fresh) {
        Address opened = parse_address(hash);
        const bool opens_blank = fresh && !opened.route.draft.empty() && may_become_blank(opened.route.draft);
        if ((opened.new_draft || opens_blank) && refuses_new()) {
            opened = {{}, false};
        } else if (opened.new_draft) {
            open_new(true);
            focus_first_question();
            return;
        } else if (opens_blank) {
            make_blank(opened.route.draft);
        }
        set_route(std::move(opened.route));
        const bool is_kept_since = fresh && !is_blank(state.route.draft) && find_entry(state, state.route.draft);
        if (!opened.known || is_kept_since) set_address(true);
    }

    // A fresh address outlives its draft in the browser's history.
    bool may_become_blank(std::string_view id) const {
        return !find_entry(state, id) && !(state.deleted && state.deleted->draft.id == id) && !is_unreadable(id);
    }

    // Something under this id does not read, and must not be written over.
    bool is_unreadable(std::string_view id) const {
        return std::any_of(state.unreadable.begin(), state.unreadable.end(),
                           [id](const drafts::UnreadableItem& item) { return item.id == id; });
    }

    bool refuses_new() {
        if (!state.room.is_closed()) return false;
        announce(Said::no_room);
        return true;
    }

    bool has_preview() const {
        return state.import.preview && state.import.preview->problem == formats::ImportProblem::none;
    }

    DraftEntry& keep_imported(std::string id, model::Report report) {
        DraftEntry entry;
        entry.draft.id = std::move(id);
        entry.draft.report = std::move(report);
        entry.edits = entry.announced_edits = 1;
        entry.changed = action.now;
        DraftEntry& imported = *state.drafts.insert(state.drafts.begin(), std::move(entry));
        keep_now(imported);
        return imported;
    }

    // One action brings one random id. Others are made of it: as unlikely to meet as the id itself is to be guessed.
    std::string further_id(std::size_t number) const {
        const std::string text = std::to_string(number);
        return drafts::record_hash(action.random_id, text + 'a') + drafts::record_hash(action.random_id, text + 'b');
    }

    // All of the preview has been taken over. When that was a file's, the text in the field is still to come.
    void end_import() {
        read_pasted(state.import.file_name.empty() ? std::string() : std::move(state.import.text));
        if (state.import.preview) announce(Said::import_text_left);
    }

    void read_pasted(std::string text) {
        state.import = {};
        state.import.text = std::move(text);
        if (model::is_answered(state.import.text)) state.import.preview = formats::import_any(state.import.text);
    }

    // A file can be dropped on every screen; its preview stands on one.
    void show(Screen screen) {
        if (state.route.screen == screen) return;
        set_route({screen, {}});
        set_address(false);
        effects.push_back(ScrollToTop{});
    }
    void show_import() { show(Screen::import); }
    Restore& show_restore(const std::string& file_name) {
        show(Screen::restore);
        state.restore.emplace().file_name = file_name;
        return *state.restore;
    }

    // ---- Backup ----------------------------------------------------------------------------------------------------

    // All that is typed in it, as the newest record or as the one that would come next.
    drafts::Record record_of(const DraftEntry& entry) const {
        const bool is_written = entry.edits == entry.written_edits && entry.newest.revision != 0;
        return {is_written ? entry.newest.revision : next_revision(entry), is_written ? entry.newest_base : entry.base,
                is_written ? entry.newest.writer : state.writer, iso_time(entry.changed), entry.draft};
    }

    // Lines as they stand in the stores; of what is in no store, as this page would write them.
    void make_backup(const AllRead& event) {
        drafts::Backup backup;
        backup.made = iso_time(action.now);
        std::set<std::string_view> found;
        const drafts::Merged merged =
            drafts::merge(state.key_prefix, event.stores.items, event.stores.copies, event.stores.gone);
        // Blocked is no trouble: then there is nothing but localStorage.
        bool has_all = event.stores.trouble == StorageTrouble::none ||
                       (!has_trash(state) && state.copies_trouble == StorageTrouble::blocked);
        const auto add = [&backup](const std::string& id, std::string line) {
            backup.drafts.push_back({id, std::move(line), {}, {}, {}, false, false});
        };
        for (const drafts::MergedDraft& draft : merged.drafts) {
            const DraftEntry* const entry = find_entry(state, draft.id);
            // The page may hold what was not read: then its text is the newest.
            if (entry != nullptr &&
                (has_unkept(*entry) || (!entry->newer_version && entry->newest != draft.newest &&
                                        drafts::builds_on(entry->newest, entry->newest_base, draft.newest)))) {
                continue;
            }
            found.insert(draft.id);
            add(draft.id, draft.line);
            if (draft.other) add(draft.id, *draft.other);
        }
        for (const DraftEntry& entry : state.drafts) {
            if (found.count(entry.draft.id) != 0) continue;
            std::string line = entry.newer_version ? entry.line : drafts::write_record(record_of(entry));
            if (line.empty()) {
                has_all = false;  // a later version's, and only the stores have it
            } else {
                add(entry.draft.id, std::move(line));
            }
        }
        std::set<std::pair<std::string_view, std::string_view>> thrown;
        const auto throw_away = [&](const std::string& id, const std::string& line, const std::string& removed) {
            if (line.empty() || !thrown.insert({id, line}).second) return;
            backup.trash.push_back({id, line, removed, {}, {}, false, false});
        };
        for (const TrashRead::Item& item : event.trash) throw_away(item.id, item.line, item.removed);
        for (const drafts::GoneDraft& draft : merged.gone) throw_away(draft.id, draft.line, backup.made);
        for (const State::Removal& removal : state.removals) throw_away(removal.draft, removal.line, backup.made);
        for (const drafts::Moment& moment : event.history) {
            const std::string id = drafts::draft_of(moment);
            if (drafts::read_record(moment.line, id).problem == drafts::RecordProblem::unreadable) {
                backup.unreadable.push_back({"history " + moment.key, moment.line});
            } else {
                backup.history.push_back({id, moment.line, moment.time, moment.name, {}, false, false});
            }
        }
        for (const drafts::UnreadableItem& item : merged.unreadable) backup.unreadable.push_back({item.key, item.copy});
        for (const drafts::UnreadableItem& item :
             drafts::find_drafts(state.key_prefix, event.stores.items).unreadable) {
            for (const drafts::StoredItem& stored : event.stores.items) {
                if (stored.key == item.key) backup.unreadable.push_back(stored);
            }
        }
        drafts::BackupFile file = drafts::write_backup(backup);
        std::string name = "reservekopie-verslagen-" + iso_day(action.now) + ".json";
        announce(!file.fits                    ? Said::backup_too_large
                 : has_all && file.has_history ? Said::backup_made
                                               : Said::backup_incomplete,
                 name);
        state.backup_outcome = state.announcement;
        effects.push_back(Download{std::move(name), "application/json", std::move(file.bytes)});
        if (file.fits && has_all) state.backup_offered = action.now;  // else it is not what the reminder asks for
    }

    void compare_with_backup(const AllRead& event) {
        drafts::Here here;
        for (const DraftEntry& entry : state.drafts) {
            const bool is_edited = entry.edits > entry.written_edits;
            here.drafts.push_back({&entry.draft, entry.newest, is_edited ? entry.base : entry.newest_base, is_edited,
                                   entry.newer_version});
        }
        std::vector<drafts::RecordReading> trash;
        for (const TrashRead::Item& item : event.trash) {
            trash.push_back(drafts::read_record(item.line, item.id));
            here.deleted.push_back(item.id);
        }
        for (const drafts::RecordReading& reading : trash) {
            if (reading.problem == drafts::RecordProblem::unreadable) continue;
            const drafts::Record& record = reading.record;
            here.trash.push_back({&record.draft,
                                  {record.revision, record.writer},
                                  record.base_revision,
                                  false,
                                  reading.problem == drafts::RecordProblem::newer});
        }
        for (const drafts::Gone& gone : event.stores.gone) here.deleted.push_back(gone.id);
        for (const State::Removal& removal : state.removals) here.deleted.push_back(removal.draft);
        for (const drafts::Moment& moment : event.history) {
            here.history.push_back({drafts::draft_of(moment), drafts::read_stamp(moment.line)});
        }
        state.restore->compared = drafts::compare(state.restore->file.backup, here);
    }

    void put_backup_back(const AllRead& event, bool replace) {
        const Restore restore = *std::exchange(state.restore, std::nullopt);
        const drafts::Backup& backup = restore.file.backup;
        const bool was_empty = state.drafts.empty();
        std::size_t count = 0;
        if (replace) {
            std::set<std::string_view> in_file;
            std::vector<std::string> apart;  // what an earlier time has put beside: the ids that follow from the texts
            for (const drafts::BackupEntry& entry : backup.drafts) {
                in_file.insert(entry.id);
                if (find_entry(state, entry.id) != nullptr) continue;
                const DraftEntry* const own = come_of(entry);
                const bool is_it = own != nullptr && !entry.newer && own->draft.report == entry.record.draft.report;
                if (is_it) apart.push_back(own->draft.id);
            }
            in_file.insert(apart.begin(), apart.end());
            for (std::size_t i = state.drafts.size(); i-- > 0;) {
                if (in_file.count(state.drafts[i].draft.id) != 0 || state.drafts[i].newer_version) continue;
                DraftEntry gone = std::move(state.drafts[i]);
                state.drafts.erase(state.drafts.begin() + static_cast<std::ptrdiff_t>(i));
                remove_stored(gone);
            }
        }
        std::set<std::string_view> taken;  // by an earlier entry of the same file
        std::map<std::string, std::string> ids;
        for (std::size_t i = 0; i < backup.drafts.size(); ++i) {
            const drafts::BackupEntry& entry = backup.drafts[i];
            const bool is_again = !taken.insert(entry.id).second;
            const drafts::Compared is = replace && is_again ? drafts::Compared::conflict : restore.compared->drafts[i];
            const std::string id = put_draft_back(entry, is, replace && !is_again, event);
            if (!id.empty()) count += 1;
            // Where its earlier versions go.
            if (!id.empty()) {
                ids.emplace(entry.id, id);
            } else if (const DraftEntry* const there = come_of(entry)) {
                ids.emplace(entry.id, there->draft.id);
            }
        }
        for (std::size_t i = 0; i < backup.trash.size(); ++i) {
            const drafts::Compared is = restore.compared->trash[i];
            const drafts::BackupEntry& entry = backup.trash[i];
            if (is == drafts::Compared::same || is == drafts::Compared::older) {
                ids.emplace(entry.id, entry.id);
                continue;
            }
            const bool is_free = is == drafts::Compared::fresh;
            drafts::Record record = entry.record;
            if (entry.line.empty()) record.revision = 1, record.writer = state.writer;
            const std::string line = entry.line.empty() ? drafts::write_record(record) : entry.line;
            const bool is_taken = std::any_of(event.trash.begin(), event.trash.end(), [&](const TrashRead::Item& item) {
                return item.id == entry.id && item.line != line;
            });
            const std::string id = is_free && !is_taken ? entry.id : drafts::own_id(entry);
            put_into_trash(id, record, line);
            ids.emplace(entry.id, id);
        }
        put_history_back(backup, event, ids);
        announce(Said::backup_put_back, std::to_string(count));
        if (was_empty && !state.last_backup) {
            // A device that begins with it has one.
            state.last_backup = parse_iso_time(backup.made);
            if (state.last_backup) effects.push_back(RememberBackup{backup.made});
        }
        set_route({});
        set_address(false);
        effects.push_back(ScrollToTop{});
    }

    // What stands here for an entry of a backup: the draft of its id, or the one that came beside that before.
    const DraftEntry* come_of(const drafts::BackupEntry& from) const {
        const DraftEntry* found = find_entry(state, from.id);
        for (const std::string& id : drafts::own_ids(from)) {
            if (found == nullptr) found = find_entry(state, id);
        }
        return found;
    }

    // Without a safety copy everything goes into localStorage.
    bool has_room_for(const drafts::Backup& backup) const {
        Room then = state.room;
        for (std::size_t i = 0; i < backup.drafts.size(); ++i) {
            const drafts::BackupEntry& entry = backup.drafts[i];
            const drafts::Compared is = state.restore->compared->drafts[i];
            if (is == drafts::Compared::same || is == drafts::Compared::older) continue;
            then.used += entry.line.empty() ? drafts::write_record(entry.record).size() : entry.line.size();
        }
        return !then.is_closed();
    }

    // Under the id that each draft has got. Without a safety copy there is no place for it.
    void put_history_back(const drafts::Backup& backup, const AllRead& event,
                          const std::map<std::string, std::string>& ids) {
        if (!has_trash(state)) return;
        std::map<std::string, std::vector<drafts::Moment>> here, from;
        for (const drafts::Moment& moment : event.history) here[drafts::draft_of(moment)].push_back(moment);
        for (const drafts::BackupEntry& entry : backup.history) {
            const auto id = ids.find(entry.id);
            if (id == ids.end()) continue;
            std::string line = entry.line;
            if (line.empty()) {
                drafts::Record record = entry.record;
                record.revision = 1;
                record.writer = drafts::own_id(entry).substr(0, 8);  // the same each time
                line = drafts::write_record(record);
            }
            from[id->second].push_back(
                drafts::make_moment(id->second, drafts::read_stamp(line), entry.at, entry.moment, line));
        }
        for (auto& [id, moments] : from) {
            for (drafts::Moment& moment : drafts::moments_to_put_back(here[id], moments, iso_time(action.now))) {
                effects.push_back(KeepMoment{id, std::move(moment), true});
            }
        }
    }

    // The id under which it came; empty: nothing came of it.
    std::string put_draft_back(const drafts::BackupEntry& entry, drafts::Compared is, bool replace,
                               const AllRead& event) {
        using drafts::Compared;
        const auto mine = position(entry.id);
        if (mine == state.drafts.end()) {
            // What it was compared with may have given way to the backup.
            const bool is_here = is == Compared::same || is == Compared::older;
            if (is_here && (!replace || come_of(entry) != nullptr)) return {};
            return add_from_backup(entry, event, is == Compared::conflict);
        }
        const bool is_same = entry.newer ? mine->newest == drafts::Stamp{entry.record.revision, entry.record.writer}
                                         : mine->draft == entry.record.draft;
        if (is_same || (!replace && (is == Compared::same || is == Compared::older))) return {};
        // What is here goes to the trash first, or it stays and the other one comes beside it.
        const bool is_free = state.copies == Copies::usable && !entry.newer && !mine->newer_version &&
                             !mine->unreadable_slot && !mine->local.closed && !mine->copy.closed &&
                             !has_unkept(*mine) && mine->newest.revision != 0 && mine->waits_for.empty() &&
                             entry.record.revision < drafts::most_revision;
        if (!is_free || (!replace && is != Compared::newer)) return add_from_backup(entry, event, true);
        const drafts::Record record = record_of(*mine);
        std::string line = drafts::write_record(record);
        // Nothing is written over it before the trash has it.
        mine->waits_for = drafts::own_id(line);
        put_into_trash(mine->waits_for, record, line);
        mine->newest.revision = mine->base = std::max(mine->newest.revision, entry.record.revision);
        mine->draft = entry.record.draft;
        mine->changed = parse_iso_time(entry.record.time).value_or(action.now);
        mine->announced_edits = ++mine->edits;
        keep_now(*mine);
        keep_as_evidence(entry, mine->draft.id);
        return mine->draft.id;
    }

    // That what is here now builds on that very record, for the next time that a backup is compared.
    void keep_as_evidence(const drafts::BackupEntry& from, const std::string& id) {
        if (from.line.empty() || from.newer || !has_trash(state)) return;
        const drafts::Stamp stamp{from.record.revision, from.record.writer};
        effects.push_back(KeepMoment{id, drafts::make_moment(id, stamp, from.record.time, {}, from.line), true});
    }

    // The trash has not taken what stood there, of this line: it stays, and the text of the backup comes beside it.
    void stay_apart(const std::string& id, const std::string& line) {
        DraftEntry& entry = *find_entry(state, id);
        DraftEntry before;
        begin_with(before, drafts::read_record(line, id).record);
        before.line = line;
        before.newest_units = line.size();
        before.keys = entry.keys;
        before.local.stamp = entry.local.stamp;
        before.copy.stamp = entry.copy.stamp;
        come_beside(entry);
        judge(insert(std::move(before)));
    }

    // The text of the backup gets an id of its own; what stands under the old one in the stores is read again.
    void come_beside(DraftEntry& entry) {
        const std::string from = entry.draft.id;
        forget_stores(entry, fresh_id());
        name_other_version(entry.draft);
        if (state.change && state.change->draft == from) state.change->draft = entry.draft.id;
        if (state.new_version.waits_for.erase(from) != 0) state.new_version.waits_for.insert(entry.draft.id);
        go_along(from, entry);
        tell({Said::versions_apart, "1", 0, from, entry.draft.id});
        write(entry);
        judge(entry);
        effects.push_back(ReadAgain{from});
    }

    // Whether a draft of this text may come under the id: nothing else stands or stood there that it would take away.
    bool is_free_for(const drafts::BackupEntry& from, const std::string& id, const AllRead& event) {
        if (find_entry(state, id) != nullptr || is_unreadable(id) || removal_of(id) != state.removals.end())
            return false;
        for (const TrashRead::Item& item : event.trash) {
            if (item.id != id || item.line == from.line) continue;
            const drafts::RecordReading reading = drafts::read_record(item.line, id);
            const bool reads = reading.problem == drafts::RecordProblem::none && !from.newer;
            // Under an id that follows from the text it was given another name.
            const bool is_same = reads && (id == from.id ? drafts::is_same_text(reading.record.draft, from.record.draft)
                                                         : reading.record.draft.report == from.record.draft.report);
            if (!is_same) return false;
        }
        return !from.newer || removed_revision(id, event) == 0;
    }
    static std::uint64_t removed_revision(const std::string& id, const AllRead& event) {
        for (const drafts::Gone& one : event.stores.gone) {
            if (one.id == id) return drafts::read_tombstone(one.tombstone).newest.revision;
        }
        return 0;
    }

    // beside: another text of its id stays here.
    std::string add_from_backup(const drafts::BackupEntry& from, const AllRead& event, bool beside) {
        std::string id = from.id;
        const bool counts_on = from.record.revision < drafts::most_revision || from.newer;
        if (beside || !counts_on || !is_free_for(from, id, event)) {
            id.clear();
            for (const std::string& own : drafts::own_ids(from)) {
                if (find_entry(state, own) != nullptr) return {};  // it came with this file before
                if (id.empty() && is_free_for(from, own, event)) id = own;
            }
            if (id.empty()) id = fresh_id();
        }
        const bool is_apart = id != from.id;
        const std::uint64_t removed = removed_revision(id, event);
        DraftEntry entry;
        begin_with(entry, from.record);
        entry.changed = parse_iso_time(from.record.time).value_or(action.now);
        entry.newer_version = from.newer;
        entry.edits = entry.announced_edits = 1;
        if (is_apart && from.newer) {
            entry.draft.id = id;
        } else if (is_apart) {
            forget_stores(entry, id);
            if (beside) name_other_version(entry.draft);
        }
        if (from.newer || (!is_apart && removed == 0 && !from.line.empty())) {
            // As it is, to the last byte.
            entry.line = from.line;
            entry.newest_units = from.line.size();
            entry.written_edits = entry.edits;
        } else if (removed != 0) {
            entry.newest.revision = entry.base = std::max(entry.newest.revision, removed);
        }
        if (state.deleted && state.deleted->draft.id == entry.draft.id) state.deleted.reset();
        DraftEntry& added = insert(std::move(entry));
        keep(added);
        judge(added);
        if (removed != 0) keep_as_evidence(from, id);
        return id;
    }

    void put_into_trash(std::string id, const drafts::Record& record, std::string line) {
        if (removal_of(id) != state.removals.end()) return;
        take_from_stores(
            {std::move(id), {}, {{record.revision, record.writer}, record.base_revision}, std::move(line), {}, {}}, {});
    }

    // ---- Editing ---------------------------------------------------------------------------------------------------

    std::vector<DraftEntry>::iterator position(std::string_view id) {
        return std::find_if(state.drafts.begin(), state.drafts.end(),
                            [id](const DraftEntry& entry) { return entry.draft.id == id; });
    }

    // What a field or a button names, as long as it is not drawn anew: see State::moved.
    std::string id_meant(std::string id) const {
        for (const State::Moved& moved : state.moved) {
            if (moved.from == id) id = moved.to;
        }
        return id;
    }
    DraftEntry* entry_meant(const std::string& id) { return find_entry(state, id_meant(id)); }

    // Whether a text goes on from one that has been replaced in the draft since. Written there it would take that away.
    bool is_of_before(const DraftEntry& entry, Field field, bool stale) const {
        if (stale && entry.replaces) return true;
        return std::any_of(
            state.shown_still.begin(), state.shown_still.end(), [&entry, field](const State::Shown& shown) {
                return shown.draft == entry.draft.id && field.in(shown.report) != field.in(entry.draft.report);
            });
    }

    void edit(const std::string& named, Field field, std::string_view typed, bool stale = false) {
        if (!field.exists()) return;
        const std::string id = id_meant(named);
        std::string text = as_typed(typed);
        if (!field.accepts(text)) return;
        if (state.deleted && state.deleted->draft.id == id) {
            // Typed just before the deletion: nothing is stored again, but an undo brings it back as well.
            edit_text(*state.deleted, field, std::move(text));
            return;
        }
        DraftEntry* entry = find_entry(state, id);
        if (!entry) {
            // The page was opened at a draft that is not there (another tab has deleted it, or only this page's first
            // reader could read it). What is typed into its fields is kept all the same.
            if (text.empty() || id.empty() || state.route.draft != id) return;
            entry = continue_as_copy(id, {}, Said::removed_elsewhere);
        } else if (entry->newer_version || field.in(entry->draft.report) == text) {
            return;
        } else if (is_blank(id)) {
            entry = &*state.drafts.insert(state.drafts.begin(), std::move(*state.blank));
            state.blank.reset();
        } else if (entry->unreadable_slot) {
            entry = continue_as_copy(id, entry->draft, Said::continued_as_copy);
        } else if (reads_along(state, id) || is_of_before(*entry, field, stale)) {
            // Typed before it was known.
            drafts::Draft other = entry->draft;
            name_other_version(other);
            entry = continue_as_copy(id, std::move(other), Said::overtaken);
        }
        keep_before_change(*entry);
        for (State::Shown& shown : state.shown_still) {
            if (shown.draft == entry->draft.id) field.in(shown.report) = text;
        }
        if (edit_text(*entry, field, std::move(text))) keep_soon(*entry);
    }

    bool edit_text(DraftEntry& entry, Field field, std::string text) {
        std::string& current = field.in(entry.draft.report);
        if (current == text) return false;
        current = std::move(text);
        entry.edits += 1;
        entry.changed = action.now;
        return true;
    }

    void keep_before_change(DraftEntry& entry) {
        if (drafts::is_moment_due(entry.moment_at, drafts::time_order(iso_time(action.now)))) keep_moment(entry);
    }

    // The text as it stands goes into the draft's history, by itself or under a name. Its key; empty: there is nothing to keep, or nowhere.
    std::string keep_moment(DraftEntry& entry, const std::string& name = {}) {
        entry.moment_at = drafts::time_order(iso_time(action.now));
        if (state.copies == Copies::unavailable || entry.newer_version || model::is_blank(entry.draft.report))
            return {};
        if (needs_write(entry)) write(entry);
        if (entry.newest.revision == 0 || entry.edits != entry.written_edits) return {};
        std::string line = entry.line.empty() ? drafts::write_record(newest_record(entry)) : entry.line;
        const std::string time = iso_time(name.empty() ? entry.changed : action.now);
        KeepMoment keep{entry.draft.id, drafts::make_moment(entry.draft.id, entry.newest, time, name, std::move(line))};
        std::string key = keep.moment.key;
        effects.push_back(std::move(keep));
        return key;
    }

    void keep_soon(DraftEntry& entry) {
        judge(entry);  // without any store that was said once, at the start
        if (can_keep(state)) effects.push_back(SaveSoon{});
    }

    // Something other than a text field changed the report.
    void count_edit(DraftEntry& entry) {
        entry.edits += 1;
        entry.changed = action.now;
        keep_soon(entry);
    }

    void announce_change(const TextChange& change) {
        for (Announcement& notice : state.notices) {
            if (notice.kind == Said::change_undone) notice.serial = 0;
        }
        switch (change.kind) {
            case TextChange::Kind::moved:
                return announce(Said::unplaced_moved, std::string(model::questions[change.question].question));
            case TextChange::Kind::removed:
                return announce(Said::unplaced_removed);
            case TextChange::Kind::tidied:
                return announce(Said::bullets_tidied);
            case TextChange::Kind::unwrapped:
                return announce(Said::links_unwrapped);
            case TextChange::Kind::restored:
                return announce(Said::version_restored);
        }
    }

    // Carries out a change of which kind, question and place are given, and remembers it for UndoChange.
    void change_text(const std::string& id, TextChange change) {
        using Kind = TextChange::Kind;
        DraftEntry* entry = entry_meant(id);
        if (!entry || entry->newer_version || reads_along(state, entry->draft.id)) return;
        const bool of_unplaced = change.kind == Kind::moved || change.kind == Kind::removed;
        if (of_unplaced && change.place >= entry->draft.report.unplaced.size()) return;
        if (change.kind != Kind::removed) {
            const std::string& answer = entry->draft.report.answers[change.question];
            change.before = answer;
            switch (change.kind) {
                case Kind::moved:
                    change.after = answer;
                    if (model::is_answered(answer)) change.after += "\n\n";
                    change.after += entry->draft.report.unplaced[change.place];
                    break;
                case Kind::tidied:
                    change.after = formats::tidy_bullets(answer);
                    break;
                case Kind::unwrapped:
                    change.after = formats::unwrap_links(answer);
                    break;
                case Kind::removed:
                case Kind::restored:
                    break;
            }
            if (change.after == change.before) return;
        }
        entry = beside_unreadable(entry);
        keep_before_change(*entry);
        change.draft = entry->draft.id;
        model::Report& report = entry->draft.report;
        if (change.kind != Kind::removed) report.answers[change.question] = change.after;
        if (of_unplaced) {
            const auto text = report.unplaced.begin() + static_cast<std::ptrdiff_t>(change.place);
            change.unplaced = std::move(*text);
            report.unplaced.erase(text);
            // The places behind it have other texts now.
            for (auto key = state.unfolded.begin(); key != state.unfolded.end();) {
                key = key->rfind(unplaced_fold, 0) == 0 ? state.unfolded.erase(key) : std::next(key);
            }
        }
        announce_change(change);
        state.change = std::move(change);
        count_edit(*entry);
        effects.push_back(MoveFocus{"undo.change"});
    }

    // One action brings one random id; see further_id.
    std::string fresh_id() {
        const std::size_t number = ids_used++;
        return number == 0 ? action.random_id : further_id(number);
    }

    // What stands under the old id is not touched.
    DraftEntry* continue_as_copy(const std::string& id, drafts::Draft draft, Said why) {
        DraftEntry copy;
        copy.draft = std::move(draft);
        copy.draft.id = fresh_id();
        DraftEntry& entry = *state.drafts.insert(state.drafts.begin(), std::move(copy));
        go_along(id, entry);
        announce(why, entry, id);
        return &entry;
    }

    // The draft itself, or a copy of it where nothing may be written under its id.
    DraftEntry* beside_unreadable(DraftEntry* entry) {
        if (!entry->unreadable_slot) return entry;
        const std::string id = entry->draft.id;
        return continue_as_copy(id, entry->draft, Said::continued_as_copy);
    }

    // Whoever has the old one on the screen has the new one from now on.
    void go_along(const std::string& from, const DraftEntry& to) {
        state.moved.push_back({from, to.draft.id});
        if (state.route.draft != from) return;
        state.route.draft = to.draft.id;
        set_address(true);
    }

    // A name by which it is told from the one that it goes apart from, and from all others of the list.
    void name_other_version(drafts::Draft& draft) const {
        const std::string before = draft.name;
        const std::string_view own = std::string_view(before).substr(0, version_at(before));
        const auto has_it = [&draft](const DraftEntry& entry) {
            return &entry.draft != &draft && entry.draft.name == draft.name;
        };
        std::size_t number = 1;
        do {
            draft.name = own;
            if (!own.empty() && own.back() != ' ') draft.name += ' ';
            draft.name += other_version;
            if (number > 1) draft.name += ' ' + std::to_string(number);
            draft.name += ')';
            number += 1;
        } while (draft.name == before || std::any_of(state.drafts.begin(), state.drafts.end(), has_it));
    }

    // ---- Two stores, and other pages -------------------------------------------------------------------------------

    void begin_with(DraftEntry& entry, drafts::Record record) {
        entry.newest = {record.revision, record.writer};
        entry.newest_base = record.base_revision;
        entry.base = record.revision;
        entry.changed = parse_iso_time(record.time).value_or(LocalTime{});
        entry.draft = std::move(record.draft);
    }

    // The same text under another id, of which no store knows anything.
    void forget_stores(DraftEntry& entry, std::string id) {
        entry.draft.id = std::move(id);
        entry.newest = {};
        entry.newest_units = 0;
        entry.line.clear();
        entry.base = entry.newest_base = 0;
        entry.edits = std::max<std::uint64_t>(entry.edits, 1);
        entry.written_edits = 0;
        entry.local = entry.copy = {};
        entry.keys.clear();
        entry.unreadable_slot = false;
        entry.waits_for.clear();
        entry.moment_at.reset();
        entry.replaced.reset();
    }

    // Another page has gone on with this draft, or removed it. The text of this page goes on under an id of its own.
    void move_on(DraftEntry& entry, Said why = Said::overtaken) {
        const std::string from = entry.draft.id;
        DraftEntry::Left left{from, entry.keys, entry.local.stamp};
        forget_stores(entry, fresh_id());
        name_other_version(entry.draft);
        // What this page wrote beside the other one goes when the text is kept, or it would be found again and again.
        entry.left = std::move(left);
        if (state.change && state.change->draft == from) state.change->draft = entry.draft.id;
        if (state.new_version.waits_for.erase(from) != 0) state.new_version.waits_for.insert(entry.draft.id);
        go_along(from, entry);
        announce(why, entry, from);
    }

    struct Taken {
        bool is_new = false;
        std::string apart;  // id of the other version, when there are two
    };

    // What both stores hold of one draft, into the page.
    Taken take_in(drafts::MergedDraft found, bool is_first, bool is_news) {
        if (const auto removal = removal_of(found.id); removal != state.removals.end()) {
            // Deleted here before the copies were read. What came later is another page's, and not known to this removal.
            if (is_news) removal->copy = found.copy;
            return {};
        }
        if (state.deleted && state.deleted->draft.id == found.id) return {};
        const bool was_blank = is_blank(found.id);
        if (was_blank) state.blank.reset();
        Taken taken;
        auto place = position(found.id);
        // Of this page, and not to be found by reading it again.
        const bool is_other_ours = found.other && drafts::read_stamp(*found.other).writer == state.writer;
        std::string apart;
        if (place != state.drafts.end() && place->newest != found.newest) {
            // Nothing new: what was typed here is on its way to where that stands.
            if (has_unkept(*place) && found.local == place->local.stamp && found.copy == place->copy.stamp) return {};
            // A store has lost the newer text that this page has, and gets it again.
            if (!found.other && !found.unreadable && !place->newer_version &&
                drafts::builds_on(place->newest, place->newest_base, found.newest)) {
                place->keys = std::move(found.keys);
                lose(*place, found.local, found.copy);
                return {};
            }
            if (is_other_ours || (has_unkept(*place) && place->newest != found.local && place->newest != found.copy) ||
                place->edits != place->written_edits) {
                move_on(*place);
                apart = place->draft.id;
                place->left->keys.clear();  // written over by the one that holds
                write(*place);
                place = state.drafts.end();
            }
        }
        if (place == state.drafts.end() || place->newest != found.newest) {
            drafts::RecordReading reading = drafts::read_record(found.line, found.id);
            DraftEntry entry;
            const bool was_there = place != state.drafts.end();
            if (is_first && state.route.draft == found.id) {
                entry.replaced = was_there ? place->draft.report : model::Report{};
            }
            if (was_there || was_blank) {
                state.shown_still.push_back({found.id, was_there ? std::move(place->draft.report) : model::Report{}});
                entry.replaces = true;
            }
            entry.is_fresh = was_blank;
            begin_with(entry, std::move(reading.record));
            if (was_there) {
                if (state.change && state.change->draft == found.id)
                    state.change.reset();  // nothing to undo in this one
                *place = std::move(entry);
            } else {
                insert(std::move(entry));
                place = position(found.id);
            }
            taken.is_new = true;
        }
        if (found.other && !is_other_ours) {
            apart = keep_other_version(found.id, *found.other);
            taken.apart = apart;
        }
        DraftEntry& entry = *position(found.id);
        entry.local.stamp = found.local;
        entry.copy.stamp = found.copy;
        entry.local.closed = found.local_closed;
        entry.copy.closed = found.copy_closed;
        entry.newer_version = found.newer;
        entry.unreadable_slot = found.unreadable;
        entry.keys = std::move(found.keys);
        entry.waits_for = apart;
        entry.newest_units = found.line.size();
        entry.line = std::move(found.line);
        if (entry.newer_version) entry.line.clear();
        return taken;
    }

    // Returns its new id.
    std::string keep_other_version(const std::string& of, const std::string& line) {
        DraftEntry other;
        begin_with(other, drafts::read_record(line, of).record);
        forget_stores(other, fresh_id());
        other.announced_edits = other.edits;
        name_other_version(other.draft);
        DraftEntry& entry = insert(std::move(other));
        std::string id = entry.draft.id;
        write(entry);
        return id;
    }

    // What this page takes for kept, of which no store has anything any more, was not removed by the writer, or there would be a tombstone:
    // the browser, or a rule of the house, has taken it away. It is written again.
    void find_lost(const CopiesRead& event) {
        // Without a safety copy there are no tombstones: another tab may have removed it, unless nothing at all is left.
        const bool is_usable = event.trouble == StorageTrouble::none;
        if (!is_usable && !(event.draft.empty() && event.items.empty())) return;
        std::set<std::string_view> found;
        const std::size_t before_id = state.key_prefix.size() + 2;  // "d "
        for (const drafts::StoredItem& item : event.items) {
            if (item.key.size() > before_id) found.insert(std::string_view(item.key).substr(before_id, 32));
        }
        for (const drafts::Copy& copy : event.copies) found.insert(copy.id);
        for (const drafts::Gone& gone : event.gone) found.insert(gone.id);
        for (DraftEntry& entry : state.drafts) {
            const bool is_asked = event.draft.empty() || entry.draft.id == event.draft;
            if (!is_asked || found.count(entry.draft.id) != 0) continue;
            if (entry.local.stamp.revision == 0 && entry.copy.stamp.revision == 0) continue;  // was in none before
            entry.keys.clear();
            lose(entry, {}, is_usable ? drafts::Stamp{} : entry.copy.stamp);
        }
    }

    // The stores have no more than this of a draft, and less than this page.
    void lose(DraftEntry& entry, const drafts::Stamp& local, const drafts::Stamp& copy) {
        entry.local.stamp = local;
        entry.copy.stamp = copy;
        if (entry.newer_version) {
            // Only its writer could write it again.
            entry.local.trouble = entry.copy.trouble = StorageTrouble::failed;
        } else if (entry.line.empty() && entry.edits == entry.written_edits) {
            entry.line = drafts::write_record(newest_record(entry));
            entry.newest_units = entry.line.size();
        }
    }

    // Of what is gone only what is kept nowhere stays, as a version of its own.
    void let_go(const std::string& id) {
        const auto place = position(id);
        if (place == state.drafts.end()) return;
        if (has_unkept(*place) && !place->newer_version) {
            move_on(*place, Said::removed_elsewhere);
            place->left.reset();
            write(*place);
        } else {
            state.drafts.erase(place);
        }
    }

    // Another page has removed it, and nothing of it is left in the stores.
    void let_go_of_removed(const CopiesRead& event, const drafts::Merged& merged) {
        for (const drafts::Gone& gone : event.gone) {
            const auto is_it = [&gone](const auto& draft) { return draft.id == gone.id; };
            const bool is_left = std::any_of(merged.drafts.begin(), merged.drafts.end(), is_it) ||
                                 std::any_of(merged.gone.begin(), merged.gone.end(), is_it);
            const auto place = position(gone.id);
            if (is_left || place == state.drafts.end()) continue;
            // Undone here, and on its way back.
            if (place->local.on_its_way.revision == 0 && place->copy.on_its_way.revision == 0) let_go(gone.id);
        }
    }

    // Removed by another page, or here before the safety copy had answered.
    void take_away(drafts::GoneDraft gone) {
        if (state.deleted && state.deleted->draft.id == gone.id) return;
        let_go(gone.id);
        if (removal_of(gone.id) != state.removals.end()) return;
        State::Removal removal{gone.id, gone.copy, gone.tombstone, std::move(gone.line), {}, gone.local};
        take_from_stores(std::move(removal), std::move(gone.keys));
    }

    // localStorage lets go at once of what is in the trash, or will be by the record that the safety copy has. A safety copy that
    // cannot be read yet may come, and would bring back what was not removed from it.
    void take_from_stores(State::Removal removal, std::vector<std::string> keys) {
        const bool has_no_copies =
            state.copies == Copies::unavailable && state.copies_trouble == StorageTrouble::blocked;
        if (removal.line.empty() || has_no_copies) {
            if (!keys.empty()) effects.push_back(RemoveRecords{std::move(keys), removal.local, state.writer});
        } else {
            removal.keys = std::move(keys);
        }
        if (has_no_copies || removal.tombstone.newest.revision == 0) return;
        state.removals.push_back(std::move(removal));
        send_removals();
    }

    void list_unreadable(drafts::UnreadableItem item) {
        const auto is_it = [&](const drafts::UnreadableItem& other) { return other.key == item.key; };
        if (std::none_of(state.unreadable.begin(), state.unreadable.end(), is_it)) {
            state.unreadable.push_back(std::move(item));
        }
    }

    std::vector<State::Removal>::iterator removal_of(std::string_view id) {
        return std::find_if(state.removals.begin(), state.removals.end(),
                            [id](const State::Removal& removal) { return removal.draft == id; });
    }

    // With all that was typed in it.
    void remove_stored(DraftEntry& entry) {
        State::Removal removal{entry.draft.id,   entry.copy.stamp, {entry.newest, entry.newest_base}, {}, {},
                               entry.local.stamp};
        if (entry.edits > entry.written_edits && entry.copy.stamp.revision + entry.local.stamp.revision != 0) {
            const drafts::Record record{next_revision(entry), entry.base, state.writer, iso_time(entry.changed),
                                        entry.draft};
            removal.line = drafts::write_record(record);
            removal.tombstone = {{record.revision, record.writer}, record.base_revision};
        } else if (entry.copy.stamp != entry.newest) {
            removal.line = drafts::write_record(newest_record(entry));
        }
        entry.newest = removal.tombstone.newest;
        take_from_stores(std::move(removal), std::exchange(entry.keys, {}));
        entry.local = {};
    }

    void send_removals() {
        if (state.copies == Copies::unknown) return;
        for (State::Removal& removal : state.removals) {
            if (std::exchange(removal.on_its_way, true)) continue;
            effects.push_back(RemoveCopy{removal.draft, drafts::gone_key(state.key_prefix, removal.draft, state.writer),
                                         drafts::write_tombstone(removal.tombstone), removal.line, iso_time(action.now),
                                         removal.copy});
        }
    }

    void give_up_when_kept() {
        if (!state.hold.giving_up) return;
        const DraftEntry* const entry = find_entry(state, state.hold.draft);
        const bool is_safe = entry == nullptr || entry->newest.revision == 0 || holds_all(*entry, entry->copy) ||
                             (state.copies != Copies::usable && is_kept(*entry));
        if (!is_safe) return;  // the other tab waits only so long
        state.hold.giving_up = false;
        state.hold.by = Hold::By::elsewhere;
        effects.push_back(GiveUpDraft{state.hold.draft});
        announce(Said::reads_along);
    }

    // ---- Keeping ---------------------------------------------------------------------------------------------------

    // The entry that an answer of a store is about; also the one that was deleted while it was on its way.
    DraftEntry* entry_stored(std::string_view id) {
        if (state.deleted && state.deleted->draft.id == id) return &*state.deleted;
        return find_entry(state, id);
    }

    void answered(DraftEntry& entry, Kept& store, const drafts::Stamp& record, StorageTrouble trouble) {
        // An older write says nothing: a newer one went the same way, and its answer is still to come.
        if (record.revision == 0 || record != store.on_its_way) return;
        const drafts::Stamp written = std::exchange(store.on_its_way, {});
        const bool is_deleted = state.deleted && &entry == &*state.deleted;
        if (trouble == StorageTrouble::overtaken) {
            if (is_deleted) return;
            if (entry.newer_version) {
                // Put back from a backup, and somebody else had it: theirs stays.
                effects.push_back(ReadAgain{entry.draft.id});
                return;
            }
            move_on(entry);
            write(entry);
            judge(entry);
            return;
        }
        const bool was_too_long = is_too_long(entry);
        const StorageTrouble before = std::exchange(store.trouble, trouble);
        if (trouble == StorageTrouble::none) {
            store.stamp = written;
            store.edits = store.edits_on_its_way;
        }
        if (is_deleted) return;
        // The copy goes out when localStorage has answered, and the next one when the one before has come through.
        if (&store == &entry.local || trouble == StorageTrouble::none) send_copy(entry);
        // What the safety copy does not take goes where it can, however long.
        if (was_too_long && !is_too_long(entry)) bring_to_stores(entry);
        const bool had_failed = entry.safety == Safety::not_saved;
        judge(entry);
        if (&store == &entry.copy && !had_failed) announce_copy(entry, before);
        if (!is_being_written(entry)) state.new_version.waits_for.erase(entry.draft.id);
    }

    // The text is still kept, but in one place less, or in both again: said when it begins and when it ends.
    void announce_copy(const DraftEntry& entry, StorageTrouble before) {
        const bool was_well = before == StorageTrouble::none, is_well = entry.copy.trouble == StorageTrouble::none;
        if (was_well && !is_well && entry.safety == Safety::in_browser) {
            announce(Said::copy_failed, entry);
        }
        if (!was_well && is_well && entry.safety == Safety::on_device) {
            announce(Said::save_recovered_on_device, entry);
        }
    }

    // Whether an answer may still change where it is kept.
    static bool is_being_written(const DraftEntry& entry) {
        return entry.local.on_its_way.revision != 0 || (entry.copy.on_its_way.revision != 0 && !is_kept(entry));
    }

    bool needs_write(const DraftEntry& entry) const {
        return can_keep(state) && !entry.newer_version && entry.edits > entry.written_edits;
    }

    Safety safety_of(const DraftEntry& entry) const {
        if (entry.newest.revision == 0 && entry.edits == 0) return Safety::untouched;
        if (holds_all(entry, entry.copy)) return Safety::on_device;
        if (holds_all(entry, entry.local)) return Safety::in_browser;
        // After a failure it stays "not saved" until a write is answered: that is what is true.
        if (entry.safety == Safety::not_saved) return Safety::not_saved;
        const auto has_failed = [&entry](bool is_there, const Kept& store) {
            return !is_there || (entry.edits == entry.written_edits && store.on_its_way.revision == 0 &&
                                 store.trouble != StorageTrouble::none);
        };
        const bool nowhere =
            has_failed(state.storage_available, entry.local) && has_failed(state.copies == Copies::usable, entry.copy);
        return nowhere ? Safety::not_saved : Safety::saving;
    }

    // What is known decides what is shown and said.
    void judge(DraftEntry& entry) {
        const bool had_failed = entry.safety == Safety::not_saved;
        const bool can_fail = can_keep(state);  // else it was said at the start
        entry.safety = safety_of(entry);
        leave_local(entry);
        const StorageTrouble local = !state.storage_available ? StorageTrouble::blocked
                                     : is_too_long(entry)     ? StorageTrouble::too_long
                                                              : entry.local.trouble;
        const bool by_copy =
            local == StorageTrouble::none || (!state.storage_available && state.copies == Copies::usable);
        switch (entry.safety) {
            case Safety::saving:
                // This one does not come and go with each letter.
                entry.trouble = local == StorageTrouble::too_long ? local : StorageTrouble::none;
                break;
            case Safety::untouched:
            case Safety::in_browser:
                entry.trouble = StorageTrouble::none;
                break;
            case Safety::on_device:
                entry.trouble = holds_all(entry, entry.local) ? StorageTrouble::none : local;
                break;
            case Safety::not_saved:
                entry.trouble = by_copy && entry.copy.trouble != StorageTrouble::none ? entry.copy.trouble : local;
                if (!had_failed && can_fail) announce(Said::save_failed, entry);
                // Said once; attempts that fail again say nothing, and the recovery will be said.
                entry.say_saved = 0;
                return;
        }
        if (is_kept(entry)) {
            if (had_failed) {
                const bool on_device = entry.safety == Safety::on_device;
                say_kept(entry, entry.edits, on_device ? Said::save_recovered_on_device : Said::save_recovered);
            }
            let_go_of_line(entry);
            after_kept(entry);
            // Its address says no longer that nothing was stored under it yet.
            if (std::exchange(entry.is_fresh, false) && entry.draft.id == state.route.draft) set_address(true);
            if (entry.edits != 0 && !std::exchange(state.has_kept, true)) effects.push_back(DraftKept{});
        }
        say_when_kept(entry);
    }

    // A field was left: said once, when the best is known that there is to say.
    void say_when_kept(DraftEntry& entry) {
        if (entry.say_saved == 0) return;
        if (entry.copy.edits >= entry.say_saved) {
            say_kept(entry, entry.say_saved, Said::saved_on_device);
            return;
        }
        const bool copy_may_come = state.copies == Copies::usable && !entry.copy.closed &&
                                   (entry.copy.on_its_way.revision != 0 || entry.copy.trouble == StorageTrouble::none);
        if (entry.local.edits >= entry.say_saved && !copy_may_come) say_kept(entry, entry.say_saved, Said::saved);
    }

    void say_kept(DraftEntry& entry, std::uint64_t edits, Said kind) {
        entry.say_saved = 0;
        entry.announced_edits = edits;
        announce(kind, entry);
    }

    void let_go_of_line(DraftEntry& entry) {
        const auto is_done = [&entry](bool is_there, const Kept& store) {
            return !is_there || store.closed || store.stamp == entry.newest;
        };
        const bool has_local = state.storage_available && !is_too_long(entry);
        if (is_done(has_local, entry.local) && is_done(state.copies != Copies::unavailable, entry.copy)) {
            entry.line.clear();
        }
    }

    // As long as the safety copy takes it.
    bool is_too_long(const DraftEntry& entry) const {
        return entry.newest_units > state.longest_local && state.copies == Copies::usable && !entry.copy.closed &&
               entry.copy.trouble == StorageTrouble::none;
    }

    // What has grown too long leaves nothing in localStorage that could be taken for the draft.
    void leave_local(DraftEntry& entry) {
        if (!is_too_long(entry) || !holds_all(entry, entry.copy) || entry.keys.empty() || waits(entry) ||
            entry.local.on_its_way.revision != 0) {
            return;
        }
        effects.push_back(RemoveRecords{std::exchange(entry.keys, {}), entry.local.stamp, state.writer});
        entry.local.stamp = {};
        entry.local.trouble = StorageTrouble::none;
    }

    // Two records of a draft are for the time that it is being written in.
    void let_go_of_older(DraftEntry& entry) {
        if (!entry.put_away || entry.newer_version || !holds_all(entry, entry.local) || !holds_all(entry, entry.copy))
            return;
        entry.put_away = false;
        std::string older =
            drafts::slot_key(state.key_prefix, entry.draft.id, drafts::slot_of(entry.newest.revision + 1));
        const auto key = std::find(entry.keys.begin(), entry.keys.end(), older);
        if (key == entry.keys.end()) return;
        entry.keys.erase(key);
        effects.push_back(RemoveRecords{{std::move(older)}, entry.local.stamp, state.writer});
    }

    // What had to wait until this text is safe.
    void after_kept(DraftEntry& entry) {
        if (entry.left) {
            const DraftEntry::Left left = *std::exchange(entry.left, std::nullopt);
            if (!left.keys.empty()) effects.push_back(RemoveRecords{left.keys, left.local, state.writer, true});
            effects.push_back(ReadAgain{left.id});
        }
        for (DraftEntry& other : state.drafts) {
            if (other.waits_for != entry.draft.id) continue;
            other.waits_for.clear();
            bring_to_stores(other);
            leave_local(other);
        }
    }

    bool waits(const DraftEntry& entry) {
        return !entry.waits_for.empty() &&
               (find_entry(state, entry.waits_for) != nullptr || removal_of(entry.waits_for) != state.removals.end());
    }

    // What was not kept before is tried once more, but only once.
    void write_for_new_version(bool also_not_saved) {
        for (DraftEntry& entry : state.drafts) {
            if (entry.safety != Safety::not_saved || also_not_saved) keep(entry);
            if (is_being_written(entry)) state.new_version.waits_for.insert(entry.draft.id);
        }
    }

    // The page is loaded anew only when nothing would be gone with it.
    void take_new_version() {
        NewVersion& offer = state.new_version;
        if (!offer.taking) return;
        if (offer.waits_for.empty()) write_for_new_version(false);  // typed while the answers were on their way
        if (!offer.waits_for.empty()) return;
        offer.taking = false;
        if (model::is_answered(state.import.text)) {
            offer.refused = NewVersion::Refused::import_text;
        } else if (is_unkept(state)) {
            offer.refused = NewVersion::Refused::not_saved;
        } else {
            effects.push_back(UseNewVersion{});
            return;
        }
        announce(Said::new_version_refused);
    }

    // A draft that came into being whole: by import or undo.
    void keep_now(DraftEntry& entry) {
        write(entry);
        judge(entry);
    }

    void keep(DraftEntry& entry) {
        if (needs_write(entry) && removal_of(entry.waits_for) != state.removals.end()) {
            come_beside(entry);  // somebody types: that waits for nothing
        } else if (needs_write(entry)) {
            write(entry);
        } else {
            bring_to_stores(entry);
        }
    }

    void write(DraftEntry& entry) {
        if (!can_keep(state)) return;
        const drafts::Record record{next_revision(entry), entry.base, state.writer, iso_time(entry.changed),
                                    entry.draft};
        std::string line = drafts::write_record(record);
        // The writer of lines is checked by its reader before anything stored is replaced.
        const drafts::RecordReading reading = drafts::read_record(line, entry.draft.id);
        if (reading.problem != drafts::RecordProblem::none || reading.record != record) {
            if (entry.safety != Safety::not_saved) announce(Said::save_failed, entry);
            entry.safety = Safety::not_saved;
            entry.trouble = StorageTrouble::failed;
            entry.say_saved = 0;
            return;
        }
        entry.newest = {record.revision, record.writer};
        entry.newest_base = record.base_revision;
        entry.newest_units = line.size();
        entry.line = std::move(line);
        entry.written_edits = entry.edits;
        bring_to_stores(entry);
    }

    // The newest record, to each store that lacks it and could have it.
    void bring_to_stores(DraftEntry& entry) {
        if (entry.line.empty() || waits(entry)) return;
        const bool wants_local =
            state.storage_available && !entry.local.closed && entry.local.stamp != entry.newest && !is_too_long(entry);
        if (!wants_local) {
            send_copy(entry);
            return;
        }
        if (entry.local.on_its_way == entry.newest) return;
        std::string key = drafts::slot_key(state.key_prefix, entry.draft.id, drafts::slot_of(entry.newest.revision));
        if (std::find(entry.keys.begin(), entry.keys.end(), key) == entry.keys.end()) entry.keys.push_back(key);
        effects.push_back(
            WriteRecord{std::move(key), entry.line, entry.draft.id, entry.newest.revision, entry.local.stamp});
        entry.local.on_its_way = entry.newest;
        entry.local.edits_on_its_way = entry.written_edits;
    }

    // One at a time for each draft, so that the answer tells what stands there.
    void send_copy(DraftEntry& entry) {
        if (state.copies != Copies::usable || entry.copy.closed || entry.line.empty() ||
            entry.copy.on_its_way.revision != 0 || entry.copy.stamp == entry.newest || waits(entry) ||
            removal_of(entry.draft.id) != state.removals.end()) {
            return;
        }
        effects.push_back(WriteCopy{entry.draft.id, entry.line, entry.newest, entry.copy.stamp});
        entry.copy.on_its_way = entry.newest;
        entry.copy.edits_on_its_way = entry.written_edits;
    }
};

bool is_heard_while_wiping(const Event& event) {
    return std::holds_alternative<Wiped>(event) || std::holds_alternative<TextViewWanted>(event) ||
           std::holds_alternative<OfflineReady>(event) || std::holds_alternative<NewVersionReady>(event) ||
           std::holds_alternative<EnglishRead>(event);
}

}  // namespace

std::vector<Effect> update(State& state, const Action& action) {
    state.now = action.now;
    // Nothing may be written while all of it is being wiped: it would be gone with the rest, behind words that it is kept.
    if (state.wiping == Wiping::running && !is_heard_while_wiping(action.event)) return {};
    Step step(state, action);
    std::visit([&step](const auto& event) { step.on(event); }, action.event);
    step.settle();
    return std::move(step.effects);
}

void drawn(State& state) {
    state.moved.clear();
    state.shown_still.clear();
    state.unsaid.clear();
}

}  // namespace state
