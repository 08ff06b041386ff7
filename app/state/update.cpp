// update(): one function an event. All rules about what is kept where, and what is said aloud, are here.
// It knows neither screens nor browser; what has to happen outside leaves as effects.
#include "state/update.h"

#include <algorithm>
#include <utility>

#include "formats/file_name.h"
#include "formats/json.h"
#include "formats/text.h"
#include "formats/tidy.h"

namespace state {
namespace {

using Said = Announcement::Kind;

constexpr std::size_t shown_step = 50;

std::string question_id(std::size_t question) { return std::string(model::questions[question].id); }

bool is_draft_id(std::string_view id) {
    return id.size() == 32 && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// A text as every format can carry it. What is no UTF-8 (no browser hands on such text) becomes U+FFFD, or the draft could
// never be written again.
std::string as_typed(std::string_view text) {
    std::string out = formats::with_lf(text);
    return formats::is_utf8(out) ? out : formats::json_text(formats::json_quote(out, false)).value_or(std::string());
}

// What a draft is called without words of ours.
const std::string& subject_of(const drafts::Draft& draft) {
    return model::is_answered(draft.name) ? draft.name : draft.report.detail(model::Trip::name);
}

bool is_newer(const DraftEntry& left, const DraftEntry& right) {
    return drafts::time_order(iso_time(left.changed)) > drafts::time_order(iso_time(right.changed));
}

// The newest kept revision stays in its slot until the next one has been read back from the other. Also when that takes
// several attempts: then a number is skipped, since the slot follows from the revision.
std::uint64_t next_revision(const DraftEntry& entry) {
    const std::uint64_t next = std::max(entry.revision, entry.kept_revision) + 1;
    // An unreadable slot is never ours. Only a draft that comes back from its deletion is written again beside one.
    if (entry.unreadable_slot) return next + 1;
    const bool would_replace =
        entry.kept_revision != 0 && drafts::slot_of(next) == drafts::slot_of(entry.kept_revision);
    return would_replace ? next + 1 : next;
}

// One text of a report that can be edited.
struct Field {
    enum class Part : std::uint8_t { answers, trip } part;
    std::size_t index;

    bool exists() const { return index < (part == Part::answers ? model::question_count : model::trip_detail_count); }
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
    constexpr std::string_view of_draft = "#/verslag/", check = "/controleren";
    if (hash.empty() || hash == "#" || hash == "#/") return {};
    if (hash == "#/importeren") return {{Screen::import, {}}};
    if (hash == "#/hulp") return {{Screen::help, {}}};
    if (hash == "#/privacy") return {{Screen::privacy, {}}};
    if (hash == "#/toegankelijkheid") return {{Screen::accessibility, {}}};
    if (hash == "#/nieuw") return {{Screen::write, {}}, true, true};
    if (hash.substr(0, of_draft.size()) == of_draft) {
        std::string_view id = hash.substr(of_draft.size());
        Screen screen = Screen::write;
        if (id.size() > check.size() && id.substr(id.size() - check.size()) == check) {
            screen = Screen::check;
            id.remove_suffix(check.size());
        }
        if (is_draft_id(id)) return {{screen, std::string(id)}};
    }
    return {{}, false};
}

// One action being carried out.
class Step {
  public:
    Step(State& into, const Action& what) : state(into), action(what) {}
    std::vector<Effect> effects;

    // ---- The page --------------------------------------------------------------------------------------------------

    void on(const Started& event) {
        state.key_prefix = event.key_prefix;
        state.writer = event.writer;
        state.storage_available = event.storage_available;
        drafts::Found found = drafts::find_drafts(event.key_prefix, event.items);
        state.drafts.clear();
        for (drafts::FoundDraft& draft : found.drafts) {
            DraftEntry entry;
            entry.revision = entry.kept_revision = draft.record.revision;
            entry.changed = parse_iso_time(draft.record.time).value_or(LocalTime{});
            entry.draft = std::move(draft.record.draft);
            entry.safety = Safety::in_browser;
            entry.newer_version = draft.newer;
            entry.unreadable_slot = draft.unreadable_slot;
            entry.keys = std::move(draft.keys);
            state.drafts.push_back(std::move(entry));
        }
        state.unreadable = std::move(found.unreadable);
        open(event.hash, event.fresh);
        if (!state.storage_available) announce(Said::storage_blocked);
    }

    void on(const Navigated& event) { open(event.hash, event.fresh); }

    void on(const FlushDue&) {
        for (DraftEntry& entry : state.drafts) {
            if (needs_write(entry)) write(entry);
        }
    }

    void on(const FieldLeft& event) {
        DraftEntry* entry = entry_meant(event.draft);
        if (!entry || entry->edits == entry->announced_edits) return;
        if (entry->safety == Safety::in_browser) {
            say_saved(*entry, Said::saved);
            return;
        }
        entry->say_saved = true;
        if (needs_write(*entry)) write(*entry);
    }

    void on(const Stored& event) {
        DraftEntry* entry = find_entry(state, event.draft);
        // An overtaken write says nothing: a newer one went to the same slot, and its answer is still to come.
        if (!entry || event.revision == 0 || event.revision != entry->revision) return;
        answered(*entry, event);
        if (state.new_version.waits_for.erase(event.draft) != 0) take_new_version();
    }

    void answered(DraftEntry& answered_entry, const Stored& event) {
        DraftEntry* const entry = &answered_entry;
        if (event.trouble != StorageTrouble::none) {
            not_saved(*entry, event.trouble);
            return;
        }
        entry->kept_revision = event.revision;
        const bool had_failed = entry->safety == Safety::not_saved;
        if (entry->edits == entry->written_edits) {
            entry->safety = Safety::in_browser;
            entry->trouble = StorageTrouble::none;
            if (had_failed) {
                say_saved(*entry, Said::save_recovered);
                return;
            }
        }
        if (entry->say_saved && !had_failed) say_saved(*entry, Said::saved);
    }

    void on(const FileRead& event) {
        state.import.file_name = event.name;
        state.import.file_trouble = ImportInput::FileTrouble::none;
        state.import.preview = formats::import_any(event.bytes);
        state.import.shown = 0;
        show_import();
        announce_import();
    }

    void on(const FileRefused& event) {
        using Trouble = ImportInput::FileTrouble;
        state.import.file_name = event.name;
        state.import.file_trouble = event.too_large ? Trouble::too_large : Trouble::unreadable;
        state.import.preview.reset();
        show_import();
        announce(Said::import_refused, event.name);
    }

    void on(const OfflineReady& event) { state.offline_ready = event.ready; }

    void on(const NewVersionReady&) {
        if (state.new_version.ready) return;
        state.new_version.ready = true;
        announce(Said::new_version);
    }

    // ---- The writer ------------------------------------------------------------------------------------------------

    void on(const EditAnswer& event) { edit(event.draft, {Field::Part::answers, event.question}, event.text); }
    void on(const EditTripDetail& event) { edit(event.draft, {Field::Part::trip, event.detail}, event.text); }

    void on(const EditImportText& event) {
        const auto outcome = [this] {
            return state.import.preview ? std::optional(state.import.preview->problem) : std::nullopt;
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

    void on(const TextDropped& event) {
        read_pasted(as_typed(event.text));
        show_import();
        announce_import();
    }

    void on(const GoTo& event) {
        const bool same = event.route == state.route;  // pressing a link twice is one step back
        set_route(event.route);
        set_address(same);
        if (event.focus.empty()) {
            effects.push_back(ScrollToTop{});
        } else {
            effects.push_back(MoveFocus{event.focus});
        }
    }

    void on(const NewDraft&) {
        effects.reserve(3);
        open_new(false);
        effects.push_back(ScrollToTop{});
        focus_first_question();
    }

    void on(const DeleteDraft& event) {
        const auto place = position(event.draft);
        // What a later version wrote could not be brought back by Ongedaan maken, so it is not taken away either.
        if (place == state.drafts.end() || place->newer_version) return;
        state.deleted = std::move(*place);
        state.drafts.erase(place);
        DraftEntry& deleted = *state.deleted;
        deleted.kept_revision = 0;
        deleted.say_saved = false;
        if (!deleted.keys.empty()) effects.push_back(RemoveKeys{std::exchange(deleted.keys, {})});
        announce(Said::deleted, subject_of(deleted.draft));
        if (state.route.draft == event.draft) {
            set_route({});
            set_address(true);
            effects.push_back(ScrollToTop{});
        }
        state.new_version.waits_for.erase(event.draft);
        take_new_version();
        // The button that was pressed is gone; whoever uses a keyboard goes on at the way back.
        effects.push_back(MoveFocus{"undo"});
    }

    void on(const UndoDelete&) {
        if (!state.deleted) return;
        DraftEntry entry = std::move(*state.deleted);
        state.deleted.reset();
        const auto place = std::find_if(state.drafts.begin(), state.drafts.end(),
                                        [&](const DraftEntry& other) { return is_newer(entry, other); });
        DraftEntry& restored = *state.drafts.insert(place, std::move(entry));
        announce(Said::restored, subject_of(restored.draft));
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
        if (change_to_undo(state, event.draft) == nullptr) return;
        DraftEntry& entry = *find_entry(state, event.draft);
        const TextChange change = *std::exchange(state.change, std::nullopt);
        model::Report& report = entry.draft.report;
        if (change.kind != TextChange::Kind::removed) report.answers[change.question] = change.before;
        const bool was_unplaced = change.kind == TextChange::Kind::moved || change.kind == TextChange::Kind::removed;
        if (was_unplaced) {
            const std::size_t place = std::min(change.place, report.unplaced.size());
            report.unplaced.insert(report.unplaced.begin() + static_cast<std::ptrdiff_t>(place), change.unplaced);
        }
        count_edit(entry);
        announce(Said::change_undone);
        // The button that was pressed is gone: on to what has come back.
        effects.push_back(MoveFocus{was_unplaced ? "unplaced.heading" : "change." + question_id(change.question)});
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
        if (!has_preview()) return;
        DraftEntry& imported = keep_imported(action.random_id, shown_report(state.import).report);
        // The other reports of the same text can still be taken over.
        if (state.import.preview->reports.size() == 1) state.import = {};
        announce(Said::imported, subject_of(imported.draft));
        set_route({Screen::write, action.random_id});
        set_address(false);
        effects.push_back(ScrollToTop{});
    }

    void on(const AcceptAllImports&) {
        if (!has_preview()) return;
        const formats::Import import = *std::exchange(state.import, {}).preview;
        // The last one first, so that the list, newest on top, has them in the order of the text.
        for (std::size_t i = import.reports.size(); i-- > 0;) {
            keep_imported(i == 0 ? action.random_id : further_id(i), import.reports[i].report);
        }
        announce(Said::imported_all, std::to_string(import.reports.size()));
        set_route({});
        set_address(false);
        effects.push_back(ScrollToTop{});
    }

    void on(const DownloadReport& event) {
        const DraftEntry* entry = find_entry(state, event.draft);
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
            if (state.unreadable[i].key != event.key) continue;
            std::string name = "onleesbaar-verslag-" + std::to_string(i + 1) + ".txt";
            announce(Said::downloaded, name);
            effects.push_back(DownloadStoredValue{event.key, std::move(name)});
            return;
        }
    }

    void on(const TakeNewVersion&) {
        if (!state.new_version.ready) return;
        state.new_version.taking = true;
        state.new_version.refused = NewVersion::Refused::no;
        write_for_new_version(true);
        take_new_version();
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

    void announce(Said kind, std::string subject = {}) {
        state.announcement = {kind, std::move(subject), state.announcement.serial + 1};
    }

    void open_text_view(TextView::Why why) {
        state.text_view.on = true;
        state.text_view.why = why;
        effects.push_back(ShowFace{true});
    }

    void say_saved(DraftEntry& entry, Said kind) {
        entry.say_saved = false;
        entry.announced_edits = entry.written_edits;
        announce(kind, subject_of(entry.draft));
    }

    void announce_import() {
        if (!state.import.preview) return;
        announce(has_preview() ? Said::import_ready : Said::import_refused, state.import.file_name);
    }

    // ---- Where the writer is ---------------------------------------------------------------------------------------

    bool is_blank(std::string_view id) const { return state.blank && state.blank->draft.id == id; }

    void set_route(Route route) {
        state.route = std::move(route);
        // Sorted when the list comes into view, not while it could move under a finger.
        if (state.route.screen == Screen::drafts) std::stable_sort(state.drafts.begin(), state.drafts.end(), is_newer);
        state.new_version.on_top = state.new_version.ready;
    }

    // A new draft's address says that nothing is stored under it yet, so that a reload opens it again.
    void set_address(bool replace) {
        effects.push_back(SetAddress{address(state.route), replace, is_blank(state.route.draft)});
    }

    void make_blank(const std::string& id) {
        state.blank.emplace();
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
        if (opened.new_draft) {
            open_new(true);
            focus_first_question();
            return;
        }
        if (fresh && !opened.route.draft.empty() && may_become_blank(opened.route.draft))
            make_blank(opened.route.draft);
        set_route(std::move(opened.route));
        if (!opened.known) set_address(true);
    }

    // A fresh address outlives its draft in the browser's history.
    bool may_become_blank(std::string_view id) const {
        if (find_entry(state, id) || (state.deleted && state.deleted->draft.id == id)) return false;
        return std::none_of(state.unreadable.begin(), state.unreadable.end(),
                            [id](const drafts::UnreadableItem& item) { return item.id == id; });
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

    void read_pasted(std::string text) {
        state.import = {};
        state.import.text = std::move(text);
        if (model::is_answered(state.import.text)) state.import.preview = formats::import_any(state.import.text);
    }

    // A file can be dropped on every screen; its preview stands on one.
    void show_import() {
        if (state.route.screen == Screen::import) return;
        set_route({Screen::import, {}});
        set_address(false);
        effects.push_back(ScrollToTop{});
    }

    // ---- Editing ---------------------------------------------------------------------------------------------------

    std::vector<DraftEntry>::iterator position(std::string_view id) {
        return std::find_if(state.drafts.begin(), state.drafts.end(),
                            [id](const DraftEntry& entry) { return entry.draft.id == id; });
    }

    // A text field may still name the draft that its text has moved on from. Only where the writer has opened that one
    // again it is meant itself.
    DraftEntry* entry_meant(std::string_view id) {
        if (state.route.draft != id) {
            for (DraftEntry& entry : state.drafts) {
                if (entry.continued_from == id) return &entry;
            }
        }
        return find_entry(state, id);
    }

    void edit(const std::string& id, Field field, std::string_view typed) {
        if (!field.exists()) return;
        std::string text = as_typed(typed);
        if (!field.accepts(text)) return;
        if (state.deleted && state.deleted->draft.id == id) {
            // Typed just before the deletion: nothing is stored again, but an undo brings it back as well.
            edit_text(*state.deleted, field, std::move(text));
            return;
        }
        DraftEntry* entry = entry_meant(id);
        if (!entry) {
            // The page was opened at a draft that is not there (another tab has deleted it, or only this page's first
            // reader could read it). What is typed into its fields is kept all the same.
            if (text.empty() || id.empty() || state.route.draft != id) return;
            entry = continue_as_copy(id, {});
        } else if (entry->newer_version || field.in(entry->draft.report) == text) {
            return;
        } else if (is_blank(id)) {
            entry = &*state.drafts.insert(state.drafts.begin(), std::move(*state.blank));
            state.blank.reset();
        } else if (entry->unreadable_slot) {
            entry = continue_as_copy(id, entry->draft);
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

    void keep_soon(DraftEntry& entry) {
        if (!state.storage_available) {
            entry.safety = Safety::not_saved;  // said once, at the start
            entry.trouble = StorageTrouble::blocked;
            return;
        }
        // After a failure it stays "not saved" until a write is answered: that is what is true.
        if (entry.safety != Safety::not_saved) entry.safety = Safety::saving;
        effects.push_back(SaveSoon{});
    }

    // Something other than a text field changed the report.
    void count_edit(DraftEntry& entry) {
        entry.edits += 1;
        entry.changed = action.now;
        keep_soon(entry);
    }

    void announce_change(const TextChange& change) {
        switch (change.kind) {
            case TextChange::Kind::moved:
                return announce(Said::unplaced_moved, std::string(model::questions[change.question].question));
            case TextChange::Kind::removed:
                return announce(Said::unplaced_removed);
            case TextChange::Kind::tidied:
                return announce(Said::bullets_tidied);
            case TextChange::Kind::unwrapped:
                return announce(Said::links_unwrapped);
        }
    }

    // Carries out a change of which kind, question and place are given, and remembers it for UndoChange.
    void change_text(const std::string& id, TextChange change) {
        using Kind = TextChange::Kind;
        DraftEntry* entry = entry_meant(id);
        if (!entry || entry->newer_version) return;
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
                    break;
            }
            if (change.after == change.before) return;
        }
        if (entry->unreadable_slot) entry = continue_as_copy(id, entry->draft);
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

    DraftEntry* continue_as_copy(const std::string& id, drafts::Draft draft) {
        DraftEntry copy;
        copy.draft = std::move(draft);
        copy.draft.id = action.random_id;
        copy.continued_from = id;
        DraftEntry& entry = *state.drafts.insert(state.drafts.begin(), std::move(copy));
        if (state.route.draft == id) {
            state.route.draft = action.random_id;
            set_address(true);
        }
        announce(Said::continued_as_copy, subject_of(entry.draft));
        return &entry;
    }

    // ---- Keeping ---------------------------------------------------------------------------------------------------

    bool needs_write(const DraftEntry& entry) const {
        return state.storage_available && !entry.newer_version &&
               (entry.edits > entry.written_edits || entry.safety == Safety::not_saved);
    }

    void not_saved(DraftEntry& entry, StorageTrouble trouble) {
        // Said once; attempts that fail again say nothing.
        const bool worse = entry.safety != Safety::not_saved;
        entry.safety = Safety::not_saved;
        entry.trouble = trouble;
        entry.say_saved = false;  // the recovery will be said
        if (worse) announce(Said::save_failed, subject_of(entry.draft));
    }

    // What was not kept before is tried once more, but only once.
    void write_for_new_version(bool also_not_saved) {
        for (DraftEntry& entry : state.drafts) {
            if (!needs_write(entry) || (entry.safety == Safety::not_saved && !also_not_saved)) continue;
            const std::size_t before = effects.size();
            write(entry);
            if (effects.size() > before) state.new_version.waits_for.insert(entry.draft.id);
        }
    }

    // The page is loaded anew only when nothing would be gone with it.
    void take_new_version() {
        NewVersion& offer = state.new_version;
        if (!offer.taking) return;
        if (offer.waits_for.empty()) write_for_new_version(false);  // typed while the answers were on their way
        if (!offer.waits_for.empty()) return;
        offer.taking = false;
        const auto is_nowhere = [](const DraftEntry& entry) { return entry.safety == Safety::not_saved; };
        if (std::any_of(state.drafts.begin(), state.drafts.end(), is_nowhere)) {
            offer.refused = NewVersion::Refused::not_saved;
        } else if (model::is_answered(state.import.text)) {
            offer.refused = NewVersion::Refused::import_text;
        } else {
            effects.push_back(UseNewVersion{});
            return;
        }
        announce(Said::new_version_refused);
    }

    // A draft that came into being whole: by import or undo.
    void keep_now(DraftEntry& entry) {
        entry.safety = state.storage_available ? Safety::saving : Safety::not_saved;
        entry.trouble = state.storage_available ? StorageTrouble::none : StorageTrouble::blocked;
        if (state.storage_available) write(entry);
    }

    void write(DraftEntry& entry) {
        const drafts::Record record{next_revision(entry), entry.kept_revision, state.writer, iso_time(entry.changed),
                                    entry.draft};
        std::string line = drafts::write_record(record);
        // The writer of lines is checked by its reader before anything stored is replaced.
        const drafts::RecordReading reading = drafts::read_record(line, entry.draft.id);
        if (reading.problem != drafts::RecordProblem::none || reading.record != record) {
            not_saved(entry, StorageTrouble::failed);
            return;
        }
        entry.revision = record.revision;
        entry.written_edits = entry.edits;
        std::string key = drafts::slot_key(state.key_prefix, entry.draft.id, drafts::slot_of(record.revision));
        if (std::find(entry.keys.begin(), entry.keys.end(), key) == entry.keys.end()) entry.keys.push_back(key);
        effects.push_back(WriteRecord{std::move(key), std::move(line), entry.draft.id, record.revision});
    }
};

}  // namespace

std::vector<Effect> update(State& state, const Action& action) {
    state.now = action.now;
    Step step(state, action);
    std::visit([&step](const auto& event) { step.on(event); }, action.event);
    return std::move(step.effects);
}

}  // namespace state
