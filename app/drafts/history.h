// Snapshots: earlier texts of a draft ("Eerdere versies"). Decides when one is taken automatically, and which ones are dropped when there are
// many or they take much room.
// Pure functions over strings: no storage, no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drafts/record.h"

namespace drafts {

// A snapshot: the record line of an earlier text. web/safety.js stores time, name and line under the key.
struct Snapshot {
    std::string
        key;  // "<id> <revision> <writer>", from the line; a snapshot with a name has " <seconds>" behind that, from `time`
    std::string time;  // as in a record: of the last change in the text, or when the writer named the snapshot
    std::string name;  // given by the writer; empty: an automatic snapshot
    std::string line;
};

inline constexpr std::size_t most_automatic = 20;   // snapshots of one draft that have no name
inline constexpr std::size_t most_bytes = 1 << 20;  // of all snapshots of one draft, without the newest automatic one
inline constexpr std::int64_t pause = 600;          // s of writing between two automatic snapshots

// The snapshot of a record of this draft. name: empty for an automatic one.
Snapshot make_snapshot(std::string_view id, const Stamp& stamp, std::string_view time, std::string_view name,
                       std::string line);
std::string draft_of(const Snapshot& snapshot);  // the id of the draft
// By revision, never by time: clocks go back. Lines that do not read come last.
void sort_newest_first(std::vector<Snapshot>& snapshots);
// Whether a snapshot is taken before the next change: before the first change that a page makes to a draft (no `last`), and then when the last
// snapshot is `pause` seconds old. Both times in seconds, as time_order(); a clock that went back counts as long enough.
bool is_snapshot_due(const std::optional<std::int64_t>& last, std::int64_t now);
// Keys of the snapshots to drop. snapshots: of one draft, newest first; now: as a record's time.
// - Of two neighbours with the same text one is dropped, the one without a name.
// - While the automatic ones are more than most_automatic, or all together more than most_bytes: the automatic one whose neighbours are
//   nearest in time, measured by its age, so that old ones thin out. The oldest and the newest are dropped last.
// - Named ones only when they alone are more than most_bytes, the oldest first.
// The newest of both kinds is never dropped: it is the text before the last change. A line that does not read is never dropped.
std::vector<std::string> snapshots_to_drop(const std::vector<Snapshot>& snapshots, std::string_view now);
// Which snapshots of a backup (`from`) fit beside the ones of the same draft that this device has (`here`), in the order in which they are to be
// stored: a named one may push out an automatic one, otherwise nothing of `here` is dropped. Looks at the newest two hundred of
// `from`. The same call after they are stored gives none.
std::vector<Snapshot> snapshots_to_put_back(std::vector<Snapshot> here, std::vector<Snapshot> from,
                                            std::string_view now);

}  // namespace drafts
