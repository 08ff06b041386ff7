// Rules of state/writing.h.
#include "state/writing.h"

#include <utility>

#include "state/earlier.h"
#include "state/forks.h"
#include "state/keeping.h"
#include "state/turn.h"

namespace state {
namespace {

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
    if (!can_keep(turn.state)) return;
    turn.state.is_typing = true;
    turn.want(SaveSoon{});
}

void edit(Turn& turn, const std::string& named, Field field, std::string_view typed) {
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
        // The page was opened at a draft that is not there (another tab has deleted it, or only shell/start.js
        // could read it). What is typed into its fields is kept all the same.
        if (text.empty() || id.empty() || state.route.draft != id) return;
        entry = fork(turn, id, {}, Said::removed_elsewhere);
    } else if (entry->newer_version || field.in(entry->draft.report) == text) {
        return;
    } else if (turn.is_blank(id)) {
        entry = &*state.drafts.insert(state.drafts.begin(), std::move(*state.blank));
        state.blank.reset();
    } else if (entry->unreadable_slot) {
        entry = fork(turn, id, entry->draft, Said::continued_as_copy);
    } else if (reads_along(state, id) || turn.action.token < entry->replaced_at[field.place()]) {
        // Typed before the page knew of the other tab, or over a text that a merge has replaced since, which saving in place would overwrite: a fork.
        drafts::Draft other = entry->draft;
        name_fork(state, other);
        entry = fork(turn, id, std::move(other), Said::conflict);
    }
    keep_before_change(turn, *entry);
    if (edit_text(turn, *entry, field, std::move(text))) flush_soon(turn, *entry);
}

}  // namespace

void on(Turn& turn, const EditAnswer& event) {
    edit(turn, event.draft, {Field::Part::answers, event.question}, event.text);
}

void on(Turn& turn, const EditTripDetail& event) {
    edit(turn, event.draft, {Field::Part::trip, event.detail}, event.text);
}

void on(Turn& turn, const Paused&) { turn.state.is_typing = false; }

void note_edit(Turn& turn, DraftEntry& entry) {
    entry.edits += 1;
    entry.changed = turn.action.now;
    flush_soon(turn, entry);
}

}  // namespace state
