// Rules of state/writing.h.
#include "state/writing.h"

#include <algorithm>
#include <utility>

#include "state/earlier.h"
#include "state/forks.h"
#include "state/keeping.h"
#include "state/turn.h"

namespace state {
namespace {

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

// Whether this was typed over a text that a merge has since replaced. Then saving it in place would overwrite the merge.
bool is_over_replaced_text(const State& state, const DraftEntry& entry, Field field, bool stale) {
    if (stale && entry.replaces) return true;
    return std::any_of(state.shown_still.begin(), state.shown_still.end(), [&entry, field](const State::Shown& shown) {
        return shown.draft == entry.draft.id && field.in(shown.report) != field.in(entry.draft.report);
    });
}

bool edit_text(Turn& turn, DraftEntry& entry, Field field, std::string text) {
    std::string& current = field.in(entry.draft.report);
    if (current == text) return false;
    current = std::move(text);
    entry.edits += 1;
    entry.changed = turn.action.now;
    return true;
}

void flush_soon(Turn& turn, DraftEntry& entry) {
    judge_safety(turn, entry);  // without any store, that was announced at the start
    if (can_keep(turn.state)) turn.want(SaveSoon{});
}

void edit(Turn& turn, const std::string& named, Field field, std::string_view typed, bool stale = false) {
    State& state = turn.state;
    if (!field.exists()) return;
    const std::string id = turn.id_meant(named);
    std::string text = as_typed(typed);
    if (!field.accepts(text)) return;
    if (is_deleted(state, id)) {
        // Typed just before the deletion: it is not stored, and undoing the deletion brings it back, too.
        edit_text(turn, *state.deleted, field, std::move(text));
        return;
    }
    DraftEntry* entry = find_entry(state, id);
    if (!entry) {
        // The page was opened at a draft that is not there (another tab has deleted it, or only this page's first
        // reader could read it). What is typed into its fields is kept all the same.
        if (text.empty() || id.empty() || state.route.draft != id) return;
        entry = fork(turn, id, {}, Said::removed_elsewhere);
    } else if (entry->newer_version || field.in(entry->draft.report) == text) {
        return;
    } else if (turn.is_blank(id)) {
        entry = &*state.drafts.insert(state.drafts.begin(), std::move(*state.blank));
        state.blank.reset();
    } else if (entry->unreadable_slot) {
        entry = fork(turn, id, entry->draft, Said::continued_as_copy);
    } else if (reads_along(state, id) || is_over_replaced_text(state, *entry, field, stale)) {
        // Typed before the page knew of the other tab or its text: a fork.
        drafts::Draft other = entry->draft;
        name_fork(state, other);
        entry = fork(turn, id, std::move(other), Said::conflict);
    }
    keep_before_change(turn, *entry);
    for (State::Shown& shown : state.shown_still) {
        if (shown.draft == entry->draft.id) field.in(shown.report) = text;
    }
    if (edit_text(turn, *entry, field, std::move(text))) flush_soon(turn, *entry);
}

}  // namespace

void on(Turn& turn, const EditAnswer& event) {
    edit(turn, event.draft, {Field::Part::answers, event.question}, event.text, event.stale);
}

void on(Turn& turn, const TypedBefore& event) {
    const Field field{Field::Part::answers, event.question};
    const std::string id = turn.id_meant(event.draft);
    DraftEntry* const entry = find_entry(turn.state, id);
    if (entry && entry->replaced && field.exists()) {
        if (field.in(*entry->replaced) != field.in(entry->draft.report)) {
            // It was typed over a text that a merge has replaced since: a fork of that text.
            drafts::Draft before = entry->draft;
            before.report = *std::exchange(entry->replaced, std::nullopt);
            name_fork(turn.state, before);
            fork(turn, id, std::move(before), Said::conflict);
        } else {
            field.in(*entry->replaced) =
                as_typed(event.text);  // a later fork of that text has this field's letters, too
        }
    }
    edit(turn, event.draft, field, event.text);
}

void on(Turn& turn, const EditTripDetail& event) {
    edit(turn, event.draft, {Field::Part::trip, event.detail}, event.text, event.stale);
}

void note_edit(Turn& turn, DraftEntry& entry) {
    entry.edits += 1;
    entry.changed = turn.action.now;
    flush_soon(turn, entry);
}

}  // namespace state
