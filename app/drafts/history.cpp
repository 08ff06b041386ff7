// Which snapshots stay. It knows records by their line only.
#include "drafts/history.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "model/order.h"

namespace drafts {
namespace {

// The payload of a record line: the text without revision, writer and time.
std::string_view payload_of(std::string_view line) {
    for (int bars = 0; bars < 9; ++bars) line.remove_prefix(std::min(line.find('|'), line.size() - 1) + 1);
    return line;
}

std::size_t size_of(const Snapshot& snapshot) {
    return snapshot.key.size() + snapshot.name.size() + snapshot.line.size();
}

struct Aged {
    const Snapshot* snapshot;
    double
        time;  // s; a double, because a text that is no time counts as the smallest 64-bit number, and differences would overflow
};

// The index of the automatic snapshot that is missed least: the one whose neighbours are nearest in time, for its age. Newest first.
std::size_t least_missed(const std::vector<Aged>& automatic, double now) {
    if (automatic.size() < 3) return automatic.size() - 1;
    std::size_t found = 1;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i + 1 < automatic.size(); ++i) {
        const double gap = std::fabs(automatic[i - 1].time - automatic[i + 1].time);
        const double missed = gap / (std::fabs(now - automatic[i].time) + static_cast<double>(pause));
        if (missed >= least) continue;
        least = missed;
        found = i;
    }
    return found;
}

}  // namespace

Snapshot make_snapshot(std::string_view id, const Stamp& stamp, std::string_view time, std::string_view name,
                       std::string line) {
    std::string key = std::string(id) + ' ' + std::to_string(stamp.revision) + ' ' + stamp.writer;
    if (!name.empty()) key += ' ' + std::to_string(time_order(time));
    return {std::move(key), std::string(time), std::string(name), std::move(line)};
}

std::string draft_of(const Snapshot& snapshot) { return snapshot.key.substr(0, snapshot.key.find(' ')); }

void sort_newest_first(std::vector<Snapshot>& snapshots) {
    model::sort_from_high_to_low(snapshots, [](const Snapshot& snapshot) {
        return static_cast<std::int64_t>(read_stamp(snapshot.line).revision);
    });
}

bool is_snapshot_due(const std::optional<std::int64_t>& last, std::int64_t now) {
    return !last || now < *last || now - *last >= pause;
}

std::vector<std::string> snapshots_to_drop(const std::vector<Snapshot>& snapshots, std::string_view now) {
    std::vector<std::string> drops;
    std::vector<const Snapshot*> other_texts;
    for (const Snapshot& snapshot : snapshots) {
        if (read_stamp(snapshot.line).revision == 0) continue;
        if (!other_texts.empty() && payload_of(other_texts.back()->line) == payload_of(snapshot.line)) {
            // The text did not change between the two: the older one says since when. A named one stays.
            const Snapshot*& newer = other_texts.back();
            if (newer->name.empty()) {
                drops.push_back(newer->key);
                newer = &snapshot;
                continue;
            }
            if (snapshot.name.empty()) {
                drops.push_back(snapshot.key);
                continue;
            }
        }
        other_texts.push_back(&snapshot);
    }
    std::vector<Aged> automatic, named;
    std::size_t bytes = 0;
    for (const Snapshot* snapshot : other_texts) {
        bytes += size_of(*snapshot);
        (snapshot->name.empty() ? automatic : named)
            .push_back({snapshot, static_cast<double>(time_order(snapshot->time))});
    }
    const auto drop = [&](std::vector<Aged>& from, std::size_t index) {
        drops.push_back(from[index].snapshot->key);
        bytes -= size_of(*from[index].snapshot);
        from.erase(from.begin() + static_cast<std::ptrdiff_t>(index));
    };
    const auto present = static_cast<double>(time_order(now));
    while (automatic.size() > most_automatic || (bytes > most_bytes && automatic.size() > 1)) {
        drop(automatic, least_missed(automatic, present));
    }
    if (!automatic.empty()) bytes -= size_of(*automatic.front().snapshot);
    while (bytes > most_bytes && named.size() > 1) drop(named, named.size() - 1);
    return drops;
}

std::vector<Snapshot> snapshots_to_put_back(std::vector<Snapshot> here, std::vector<Snapshot> from,
                                            std::string_view now) {
    constexpr std::size_t most = 200;
    const auto with = [&here](const std::string& key) {
        return std::find_if(here.begin(), here.end(), [&key](const Snapshot& snapshot) { return snapshot.key == key; });
    };
    sort_newest_first(here);
    for (const std::string& key : snapshots_to_drop(here, now)) here.erase(with(key));
    sort_newest_first(from);
    model::sort_from_high_to_low(from, [](const Snapshot& snapshot) { return snapshot.name.empty() ? 0 : 1; });
    if (from.size() > most) from.resize(most);
    std::vector<Snapshot> put;
    // Again after every round: a snapshot that had the same text as its neighbour may have another neighbour now.
    for (bool any = true; std::exchange(any, false);) {
        for (const Snapshot& snapshot : from) {
            if (with(snapshot.key) != here.end()) continue;
            const auto place = std::find_if(here.begin(), here.end(), [&snapshot](const Snapshot& other) {
                return read_stamp(other.line).revision < read_stamp(snapshot.line).revision;
            });
            here.insert(place, snapshot);
            const std::vector<std::string> drops = snapshots_to_drop(here, now);
            const bool fits = std::all_of(drops.begin(), drops.end(), [&](const std::string& key) {
                return !snapshot.name.empty() && with(key)->name.empty();
            });
            if (!fits) {
                here.erase(with(snapshot.key));
                continue;
            }
            for (const std::string& key : drops) here.erase(with(key));
            put.push_back(snapshot);
            any = true;
        }
    }
    return put;
}

}  // namespace drafts
