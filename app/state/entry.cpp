// One draft as the page has it, of state/entry.h.
#include "state/entry.h"

#include <algorithm>
#include <utility>

namespace state {

Field Field::at(std::size_t place) {
    if (place < model::question_count) return {Part::answers, place};
    return {Part::trip, place - model::question_count};
}

const std::string& Field::in(const model::Report& report) const {
    return part == Part::answers ? report.answers[index] : report.trip[index];
}

std::string& Field::in(model::Report& report) const {
    return part == Part::answers ? report.answers[index] : report.trip[index];
}

bool Field::accepts(std::string_view text) const {
    return part == Part::answers || model::trip_details[index].kind != model::TripDetail::Kind::date || text.empty() ||
           model::is_iso_date(text);
}

std::int64_t last_change(const DraftEntry& entry) { return drafts::time_order(iso_time(entry.changed)); }

std::uint64_t next_revision(const DraftEntry& entry) {
    const std::uint64_t kept = entry.local.stamp.revision;
    const std::uint64_t next = std::max({entry.newest.revision, kept, entry.copy.stamp.revision}) + 1;
    // A slot that does not read is never written. Only a draft whose deletion is undone is written beside one.
    if (entry.unreadable_slot) return next + 1;
    const bool would_replace = kept != 0 && drafts::slot_of(next) == drafts::slot_of(kept);
    return would_replace ? next + 1 : next;
}

bool holds_all(const DraftEntry& entry, const Kept& store) {
    return entry.newest.revision != 0 && store.stamp == entry.newest && entry.edits == entry.written_edits;
}

bool is_kept(const DraftEntry& entry) { return holds_all(entry, entry.local) || holds_all(entry, entry.copy); }

drafts::Record next_record(const DraftEntry& entry, const std::string& writer) {
    return {next_revision(entry), entry.parent, writer, iso_time(entry.changed), entry.draft};
}

drafts::Record newest_record(const DraftEntry& entry) {
    return {entry.newest.revision, entry.newest_parent, entry.newest.writer, iso_time(entry.changed), entry.draft};
}

bool has_unkept(const DraftEntry& entry) { return entry.edits != 0 && !is_kept(entry); }

void load_record(DraftEntry& entry, drafts::Record record, std::string hash) {
    entry.hash = std::move(hash);
    entry.newest = {record.revision, record.writer};
    entry.newest_parent = record.parent_revision;
    entry.parent = record.revision;
    entry.changed = parse_iso_time(record.time).value_or(LocalTime{});
    entry.draft = std::move(record.draft);
}

void leave_stores(DraftEntry& entry, std::string id) {
    entry.draft.id = std::move(id);
    entry.newest = {};
    entry.hash.clear();
    entry.newest_units = 0;
    entry.line.clear();
    entry.parent = entry.newest_parent = 0;
    entry.edits = std::max<std::uint64_t>(entry.edits, 1);
    entry.written_edits = 0;
    entry.local = entry.copy = {};
    entry.keys.clear();
    entry.unreadable_slot = false;
    entry.waits_for.clear();
    entry.snapshot_at.reset();
    entry.replaced_at = {};
}

std::size_t version_at(std::string_view name) {
    const std::size_t at = name.rfind(other_version);
    if (at == std::string_view::npos) return name.size();
    std::string_view rest = name.substr(at + other_version.size());
    if (rest.empty() || rest.back() != ')') return name.size();
    rest.remove_suffix(1);
    const bool has_number =
        rest.size() > 1 && rest[0] == ' ' && rest.find_first_not_of("0123456789", 1) == std::string_view::npos;
    return rest.empty() || has_number ? at : name.size();
}

std::string subject_of(const drafts::Draft& draft) {
    const std::size_t version = version_at(draft.name);
    if (model::is_answered(draft.name.substr(0, version))) return draft.name;
    const std::string& trip = draft.report.detail(model::Trip::name);
    if (!model::is_answered(trip) || version == draft.name.size()) return trip;
    return trip + ' ' + draft.name.substr(version);
}

}  // namespace state
