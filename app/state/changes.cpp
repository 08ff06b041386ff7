// Rules of state/changes.h.
#include "state/changes.h"

#include <algorithm>
#include <utility>

#include "formats/tidy.h"
#include "state/earlier.h"
#include "state/forks.h"
#include "state/turn.h"
#include "state/writing.h"

namespace state {
namespace {

void announce_change(Turn& turn, const TextChange& change) {
    for (Announcement& notice : turn.state.told.notices) {
        if (notice.kind == Said::change_undone) notice.serial = 0;
    }
    switch (change.kind) {
        case TextChange::Kind::moved:
            return turn.announce(Said::unplaced_moved, std::string(model::questions[change.question].question));
        case TextChange::Kind::removed:
            return turn.announce(Said::unplaced_removed);
        case TextChange::Kind::tidied:
            return turn.announce(Said::bullets_tidied);
        case TextChange::Kind::unwrapped:
            return turn.announce(Said::links_unwrapped);
        case TextChange::Kind::restored:
            return turn.announce(Said::version_restored);
    }
}

// Carries out a change of which kind, question and place are given, and remembers it for UndoChange.
void change_text(Turn& turn, const std::string& id, TextChange change) {
    State& state = turn.state;
    using Kind = TextChange::Kind;
    DraftEntry* entry = turn.entry_meant(id);
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
    entry = fork_if_unreadable(turn, entry);
    keep_before_change(turn, *entry);
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
    announce_change(turn, change);
    state.change = std::move(change);
    note_edit(turn, *entry);
    turn.want(MoveFocus{"undo.change"});
}

}  // namespace

void on(Turn& turn, const RestoreSnapshot& event) {
    State& state = turn.state;
    DraftEntry* entry = turn.entry_meant(event.draft);
    const auto version = version_of(state, event.key);
    if (!entry || entry->newer_version || version == state.history.versions.end() ||
        reads_along(state, entry->draft.id)) {
        return;
    }
    if (version->report == entry->draft.report) return;
    TextChange change;
    change.kind = TextChange::Kind::restored;
    change.time = version->time;
    model::Report report = version->report;  // the list may go
    entry = fork_if_unreadable(turn, entry);
    keep_snapshot(turn, *entry);
    change.draft = entry->draft.id;
    change.report = std::exchange(entry->draft.report, std::move(report));
    change.edits = entry->edits + 1;
    announce_change(turn, change);
    state.change = std::move(change);
    state.history.compared.clear();
    note_edit(turn, *entry);
    turn.want(MoveFocus{"undo.change"});
}

void on(Turn& turn, const MoveUnplaced& event) {
    if (event.question >= model::question_count) return;
    change_text(turn, event.draft, {TextChange::Kind::moved, {}, event.question, {}, {}, event.index, {}});
}

void on(Turn& turn, const RemoveUnplaced& event) {
    change_text(turn, event.draft, {TextChange::Kind::removed, {}, 0, {}, {}, event.index, {}});
}

void on(Turn& turn, const TidyBullets& event) {
    if (event.question >= model::question_count) return;
    change_text(turn, event.draft, {TextChange::Kind::tidied, {}, event.question, {}, {}, 0, {}});
}

void on(Turn& turn, const UnwrapLinks& event) {
    if (event.question >= model::question_count) return;
    change_text(turn, event.draft, {TextChange::Kind::unwrapped, {}, event.question, {}, {}, 0, {}});
}

void on(Turn& turn, const UndoChange& event) {
    State& state = turn.state;
    const std::string id = turn.id_meant(event.draft);
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
    note_edit(turn, entry);
    turn.announce(Said::change_undone);
    // The button that was pressed is gone: on to what has come back.
    turn.want(MoveFocus{was_unplaced                                ? "unplaced.heading"
                        : change.kind == TextChange::Kind::restored ? "screen"
                                                                    : "change." + question_id(change.question)});
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

}  // namespace state
