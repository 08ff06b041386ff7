// Rules of state/earlier.h.
#include "state/earlier.h"

#include <algorithm>
#include <utility>

#include "drafts/history.h"
#include "model/hidden.h"
#include "state/keeping.h"
#include "state/turn.h"

namespace state {
namespace {

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : "\n\n") + text;
    return all;
}

void read_history(Turn& turn) {
    State& state = turn.state;
    if (state.route.screen != Screen::versions || state.storage.replica == Replica::unavailable) return;
    turn.want(ReadHistory{state.route.draft});
}

}  // namespace

Comparison::Comparison(const model::Report& one, const model::Report& other) : before(one), after(other) {
    const auto add = [this](std::size_t place, const std::string& text, const std::string& now) {
        if (text != now) parts.push_back({place, model::show_hidden(text), model::show_hidden(now)});
    };
    for (std::size_t place = 0; place < Field::count; ++place) {
        add(place, Field::at(place).in(before), Field::at(place).in(after));
    }
    add(Field::count, joined(before.unplaced), joined(after.unplaced));
    // Not before: the runs are parts of texts that do not move any more.
    for (Part& part : parts) part.runs = model::difference(part.before, part.after);
}

void compare_versions(State& state) {
    History& history = state.history;
    const auto version = version_of(state, history.compared);
    const DraftEntry* const now = find_entry(state, state.route.draft);
    if (now == nullptr || version == history.versions.end()) {
        history.comparison.reset();
        return;
    }
    const model::Report &before = version->report, &after = now->draft.report;
    const auto& known = history.comparison;
    if (known && known->before == before && known->after == after) return;
    history.comparison = std::make_shared<const Comparison>(before, after);
}

void on(Turn& turn, const HistoryRead& event) {
    State& state = turn.state;
    std::vector<drafts::Snapshot> snapshots = event.snapshots;
    drafts::sort_newest_first(snapshots);
    std::vector<std::string> drops = drafts::snapshots_to_drop(snapshots, iso_time(turn.action.now));
    History& history = state.history;
    const bool is_shown = state.route.screen == Screen::versions && state.route.draft == event.draft;
    for (const std::string& key : drops) {
        const auto snapshot = std::find_if(snapshots.begin(), snapshots.end(),
                                           [&key](const drafts::Snapshot& other) { return other.key == key; });
        if (!snapshot->name.empty()) turn.announce(Said::snapshot_gone, snapshot->name);
        snapshots.erase(snapshot);
    }
    if (!drops.empty()) turn.want(DropSnapshots{event.draft, std::move(drops)});
    if (!is_shown) return;
    bool is_named = false;
    if (event.trouble != StorageTrouble::none) {
        if (!history.is_read) history.trouble = event.trouble;
    } else {
        history.is_read = true;
        history.trouble = StorageTrouble::none;
        history.versions.clear();
        for (drafts::Snapshot& snapshot : snapshots) {
            is_named = is_named || snapshot.key == history.naming;
            drafts::RecordReading reading = drafts::read_record(snapshot.line, event.draft);
            if (reading.problem != drafts::RecordProblem::none) continue;
            const LocalTime time = parse_iso_time(snapshot.time).value_or(LocalTime{});
            history.versions.push_back({std::move(snapshot), time, std::move(reading.record.draft.report)});
        }
    }
    const bool is_removed = event.trouble == StorageTrouble::none;
    const auto removed = version_of(state, history.removing);
    if (!history.removing.empty() && (!is_removed || removed == history.versions.end())) {
        history.removing.clear();
        turn.announce(is_removed ? Said::snapshot_removed : Said::not_removed);
        turn.want(MoveFocus{"screen"});  // the button that was pressed is gone
    }
    if (history.naming.empty() || (!is_named && event.trouble == StorageTrouble::none)) return;
    history.naming.clear();
    if (is_named) {
        history.name.clear();
        turn.announce(Said::snapshot_kept);
    } else {
        history.refused = History::Refused::not_kept;
        turn.announce(Said::snapshot_not_kept);
    }
}

void on(Turn& turn, const HistoryGivenUp& event) {
    if (turn.state.given_up != GivenUp::named) {
        turn.state.given_up = event.named ? GivenUp::named : GivenUp::automatic;
    }
    turn.announce(Said::history_given_up, event.named ? "1" : "");
    read_history(turn);
}

void on(Turn& turn, const SnapshotsRefused&) { turn.announce(Said::snapshots_refused); }

void on(Turn& turn, const EditSnapshotName& event) {
    turn.state.history.name = as_typed(event.text);
    turn.state.history.refused = History::Refused::no;
}

void on(Turn& turn, const NameSnapshot& event) {
    DraftEntry* const entry = turn.entry_meant(event.draft);
    History& history = turn.state.history;
    if (!entry || !history.naming.empty() || reads_along(turn.state, entry->draft.id)) return;
    if (!model::is_answered(history.name)) {
        history.refused = History::Refused::no_name;
        turn.announce(Said::snapshot_not_kept);
        turn.want(MoveFocus{"moment.name"});
        return;
    }
    history.naming = keep_snapshot(turn, *entry, history.name);
    history.refused = history.naming.empty() ? History::Refused::not_kept : History::Refused::no;
    if (history.naming.empty()) turn.announce(Said::snapshot_not_kept);
}

void on(Turn& turn, const CompareSnapshot& event) {
    std::string& compared = turn.state.history.compared;
    compared = compared == event.key ? std::string() : event.key;
}

void on(Turn& turn, const RemoveSnapshot& event) {
    History& history = turn.state.history;
    if (!history.removing.empty() || version_of(turn.state, event.key) == history.versions.end()) return;
    history.removing = event.key;
    turn.want(DropSnapshots{event.draft, {event.key}});
}

std::vector<History::Version>::const_iterator version_of(const State& state, std::string_view key) {
    const auto& versions = state.history.versions;
    return std::find_if(versions.begin(), versions.end(),
                        [key](const History::Version& version) { return version.snapshot.key == key; });
}

void begin_history(Turn& turn) {
    State& state = turn.state;
    state.history = {};
    // The question before removing for good belongs to the screen that was left.
    for (auto fold = state.unfolded.begin(); fold != state.unfolded.end();) {
        fold = fold->compare(0, removal_fold.size(), removal_fold) == 0 ? state.unfolded.erase(fold) : std::next(fold);
    }
    read_history(turn);
}

void keep_before_change(Turn& turn, DraftEntry& entry) {
    if (drafts::is_snapshot_due(entry.snapshot_at, drafts::time_order(iso_time(turn.action.now))))
        keep_snapshot(turn, entry);
}

std::string keep_snapshot(Turn& turn, DraftEntry& entry, const std::string& name) {
    entry.snapshot_at = drafts::time_order(iso_time(turn.action.now));
    if (turn.state.storage.replica == Replica::unavailable || entry.newer_version ||
        model::is_blank(entry.draft.report))
        return {};
    if (needs_write(turn.state, entry)) write(turn, entry);
    if (entry.newest.revision == 0 || entry.edits != entry.written_edits) return {};
    std::string line = entry.line.empty() ? drafts::write_record(newest_record(entry)) : entry.line;
    const std::string time = iso_time(name.empty() ? entry.changed : turn.action.now);
    KeepSnapshot keep{entry.draft.id, drafts::make_snapshot(entry.draft.id, entry.newest, time, name, std::move(line))};
    std::string key = keep.snapshot.key;
    turn.want(std::move(keep));
    return key;
}

}  // namespace state
