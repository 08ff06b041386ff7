// Small pure functions over the state: times as text, addresses of screens, finding a draft.
// It knows no browser and no words.
#include "state/state.h"

#include <algorithm>
#include <cstdlib>

namespace state {
namespace {

void append_digits(std::string& out, int value, std::size_t count) {
    const std::size_t begin = out.size();
    out.append(count, '0');
    for (std::size_t i = begin + count; i-- > begin && value > 0; value /= 10)
        out[i] = static_cast<char>('0' + value % 10);
}

// The number in text[from, from + 2 or 4), or -1.
int digits(std::string_view text, std::size_t from, std::size_t count) {
    int value = 0;
    for (const char c : text.substr(from, count)) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool in_range(int value, int low, int high) { return value >= low && value <= high; }

}  // namespace

std::string iso_day(const LocalTime& time) {
    // An odd clock gives an odd day, but always one of this form.
    std::string out;
    append_digits(out, std::clamp(time.year, 0, 9999), 4);
    out += '-';
    append_digits(out, std::clamp(time.month, 1, 12), 2);
    out += '-';
    append_digits(out, std::clamp(time.day, 1, 31), 2);
    return out;
}

std::string iso_time(const LocalTime& time) {
    std::string out = iso_day(time);
    out += 'T';
    append_digits(out, std::clamp(time.hour, 0, 23), 2);
    out += ':';
    append_digits(out, std::clamp(time.minute, 0, 59), 2);
    out += ':';
    append_digits(out, std::clamp(time.second, 0, 59), 2);
    const int offset = std::clamp(time.offset_minutes, -(23 * 60 + 59), 23 * 60 + 59);
    out += offset < 0 ? '-' : '+';
    append_digits(out, std::abs(offset) / 60, 2);
    out += ':';
    append_digits(out, std::abs(offset) % 60, 2);
    return out;
}

std::optional<LocalTime> parse_iso_time(std::string_view text) {
    constexpr std::string_view separators = "    -  -  T  :  :  ?  :  ";
    if (text.size() != separators.size() || (text[19] != '+' && text[19] != '-')) return std::nullopt;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (separators[i] != ' ' && separators[i] != '?' && text[i] != separators[i]) return std::nullopt;
    }
    LocalTime time{digits(text, 0, 4),
                   digits(text, 5, 2),
                   digits(text, 8, 2),
                   digits(text, 11, 2),
                   digits(text, 14, 2),
                   digits(text, 17, 2),
                   0};
    const int hours = digits(text, 20, 2), minutes = digits(text, 23, 2);
    if (time.year < 0 || !in_range(time.month, 1, 12) || !in_range(time.day, 1, 31) || !in_range(time.hour, 0, 23) ||
        !in_range(time.minute, 0, 59) || !in_range(time.second, 0, 59) || !in_range(hours, 0, 23) ||
        !in_range(minutes, 0, 59)) {
        return std::nullopt;
    }
    time.offset_minutes = (hours * 60 + minutes) * (text[19] == '-' ? -1 : 1);
    return time;
}

std::string address(const Route& route) {
    switch (route.screen) {
        case Screen::drafts:
            break;
        case Screen::write:
            return "#/verslag/" + route.draft;
        case Screen::check:
            return "#/verslag/" + route.draft + "/controleren";
        case Screen::versions:
            return "#/verslag/" + route.draft + "/versies";
        case Screen::import:
            return "#/importeren";
        case Screen::help:
            return "#/hulp";
        case Screen::restore:
            return "#/terugzetten";
        case Screen::trash:
            return "#/prullenbak";
        case Screen::privacy:
            return "#/privacy";
        case Screen::accessibility:
            return "#/toegankelijkheid";
        case Screen::device:
            return "#/apparaat";
    }
    return "#/";
}

std::size_t version_at(std::string_view name) {
    const std::size_t at = name.rfind(other_version);
    if (at == std::string_view::npos) return name.size();
    std::string_view rest = name.substr(at + other_version.size());
    if (rest.empty() || rest.back() != ')') return name.size();
    rest.remove_suffix(1);
    const bool has_number = rest.size() > 1 && rest[0] == ' ' && digits(rest, 1, rest.size()) >= 0;
    return rest.empty() || has_number ? at : name.size();
}

std::string subject_of(const drafts::Draft& draft) {
    const std::size_t version = version_at(draft.name);
    if (model::is_answered(draft.name.substr(0, version))) return draft.name;
    const std::string& trip = draft.report.detail(model::Trip::name);
    if (!model::is_answered(trip) || version == draft.name.size()) return trip;
    return trip + ' ' + draft.name.substr(version);
}

const DraftEntry* find_entry(const State& state, std::string_view id) {
    for (const DraftEntry& entry : state.drafts) {
        if (entry.draft.id == id) return &entry;
    }
    return state.blank && state.blank->draft.id == id ? &*state.blank : nullptr;
}

const formats::ImportedReport& shown_report(const ImportInput& input) {
    const formats::Import& preview = *input.preview;
    return input.shown < preview.reports.size() ? preview.reports[input.shown] : preview.as_one();
}

bool is_backup_due(const State& state) {
    constexpr std::size_t a_lot = 10'000;  // bytes: some five reports
    const std::int64_t last = drafts::time_order(state.last_backup ? iso_time(*state.last_backup) : std::string());
    std::size_t written = 0;
    for (const DraftEntry& entry : state.drafts) {
        if (drafts::time_order(iso_time(entry.changed)) <= last) continue;
        const model::Report& report = entry.draft.report;
        for (const std::string& text : report.answers) written += text.size();
        for (const std::string& text : report.trip) written += text.size();
        for (const std::string& text : report.unplaced) written += text.size();
    }
    return written >= a_lot;
}

bool may_replace(const State& state) {
    return state.restore && state.copies == Copies::usable && !state.restore->file.backup.drafts.empty() &&
           state.restore->file.problem == drafts::BackupProblem::none;
}

bool has_trash(const State& state) { return state.copies != Copies::unavailable; }

int days_between(const LocalTime& from, const LocalTime& to) {
    // Days since the first of March of the year nought, as the Gregorian calendar counts them.
    const auto day = [](const LocalTime& time) {
        const int year = time.month > 2 ? time.year : time.year - 1;
        const int month = time.month > 2 ? time.month - 3 : time.month + 9;
        return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + time.day;
    };
    return day(to) - day(from);
}

bool reads_along(const State& state, std::string_view id) {
    return state.hold.by != Hold::By::us && state.hold.draft == id;
}

bool can_keep(const State& state) { return state.storage_available || state.copies == Copies::usable; }

bool is_unkept(const State& state) {
    return model::is_answered(state.import.text) ||
           std::any_of(state.drafts.begin(), state.drafts.end(), [](const DraftEntry& entry) {
               return entry.safety == Safety::saving || entry.safety == Safety::not_saved;
           });
}

bool is_notice(const State& state, const Announcement& told) {
    using Kind = Announcement::Kind;
    switch (told.kind) {
        case Kind::none:
        // The save state of a draft stands on its own screens and in the list. Elsewhere it is no news that all is well.
        case Kind::saved:
        case Kind::saved_on_device:
            return false;
        case Kind::save_failed:
        case Kind::copy_failed:
        case Kind::save_recovered:
        case Kind::save_recovered_on_device:
        case Kind::storage_blocked: {
            const std::string& shown = state.route.draft;
            return state.route.screen != Screen::drafts && (told.draft.empty() ? shown.empty() : told.draft != shown);
        }
        // With the way back, where the text was changed or the draft has gone.
        case Kind::deleted:
        case Kind::deleted_to_trash:
        case Kind::unplaced_moved:
        case Kind::unplaced_removed:
        case Kind::bullets_tidied:
        case Kind::links_unwrapped:
        case Kind::version_restored:
        // A preview has a heading, and why there is none stands in its place.
        case Kind::import_shown:
        case Kind::import_ready:
        case Kind::import_refused:
        case Kind::backup_ready:
        case Kind::restore_refused:
        case Kind::moment_not_kept:
        case Kind::no_room:
        // Beside the button that was pressed.
        case Kind::backup_made:
        case Kind::backup_incomplete:
        case Kind::backup_too_large:
        // With the way to go on here.
        case Kind::reads_along:
        // Below everything, on every screen.
        case Kind::history_given_up:
        case Kind::new_version:
        case Kind::new_version_refused:
        case Kind::text_view_opened:
        // At the top of every screen: the switch, the words themselves, or why not.
        case Kind::text_view_on:
        case Kind::text_view_off:
        case Kind::text_view_refused:
        case Kind::language:
        case Kind::language_missing:
        // On Verslagen, with what is left.
        case Kind::wiped:
        case Kind::wipe_failed:
            return false;
        case Kind::put_back:
        case Kind::removed_for_good:
        case Kind::not_removed:
        case Kind::restored:
        case Kind::change_undone:
        case Kind::imported:
        case Kind::imported_all:
        case Kind::import_text_left:
        case Kind::downloaded:
        case Kind::backup_confirmed:
        case Kind::moments_refused:
        case Kind::backup_put_back:
        case Kind::continued_as_copy:
        case Kind::overtaken:
        case Kind::removed_elsewhere:
        case Kind::writes_here:
        case Kind::restored_copies:
        case Kind::moment_kept:
        case Kind::moment_removed:
        case Kind::moment_gone:
        case Kind::versions_apart:
            return true;
    }
    return true;
}

const TextChange* change_to_undo(const State& state, std::string_view id) {
    const DraftEntry* const entry = find_entry(state, id);
    if (!state.change || state.change->draft != id || entry == nullptr) return nullptr;
    const TextChange& change = *state.change;
    if (change.kind == TextChange::Kind::restored) return entry->edits == change.edits ? &change : nullptr;
    const bool stands =
        change.kind == TextChange::Kind::removed || entry->draft.report.answers[change.question] == change.after;
    return stands ? &change : nullptr;
}

DraftEntry* find_entry(State& state, std::string_view id) {
    return const_cast<DraftEntry*>(find_entry(static_cast<const State&>(state), id));
}

}  // namespace state
