// Earlier texts of a draft: when one is kept by itself, and which ones go when there are many or they take much room.
// Pure functions over strings: no storage, no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drafts/record.h"

namespace drafts {

// A text as it once stood: the record line of it. web/safety.js keeps these four.
struct Snapshot {
    std::string key;   // "<id> <revision> <writer>" of the line; with a name " <seconds>" behind it
    std::string time;  // of the last change in it; of one with a name: when it was given. As in a record
    std::string name;  // given by the writer; empty: kept by itself
    std::string line;
};

inline constexpr std::size_t most_automatic = 20;
inline constexpr std::size_t most_bytes = 1 << 20;  // of all snapshots of a draft, but for one that stays
inline constexpr std::int64_t pause = 600;          // s of writing between two that are kept by themselves

// Of a record of this draft, as a snapshot with a name or without.
Snapshot make_snapshot(std::string_view id, const Stamp& stamp, std::string_view time, std::string_view name,
                       std::string line);
std::string draft_of(const Snapshot& snapshot);  // its id
// By revision, never by time. Lines that do not read come last.
void sort_newest_first(std::vector<Snapshot>& snapshots);
// Whether the text as it stands is to be kept before it is changed: before the first change in a page, then when the last time (in
// seconds) is long enough ago. A clock that went back counts as that.
bool is_snapshot_due(const std::optional<std::int64_t>& last, std::int64_t now);
// Keys of those that go; snapshots: newest first. Of those without a name: the same text a second time; then, until they are few and small
// enough, the one whose neighbours are nearest for its age, so that they thin out with age. First and last stay longest. Those
// with a name go when they alone are too large, the oldest first. The newest of both kinds stays whatever its size: it is what stood
// there before the last change. What does not read is left alone.
std::vector<std::string> snapshots_to_drop(const std::vector<Snapshot>& snapshots, std::string_view now);
// Of a backup's snapshots of one draft those that find room beside the ones that are here, in an order in which each does: for one with a
// name one without may go, else nothing goes. Of more than two hundred the newest are looked at. Putting back again adds nothing.
std::vector<Snapshot> snapshots_to_put_back(std::vector<Snapshot> here, std::vector<Snapshot> from,
                                            std::string_view now);

}  // namespace drafts
