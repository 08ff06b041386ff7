// Which moments stay. It knows records by their line only.
#include "drafts/history.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace drafts {
namespace {

// What was written, without revision, writer and time.
std::string_view payload_of(std::string_view line) {
    for (int bars = 0; bars < 9; ++bars) line.remove_prefix(std::min(line.find('|'), line.size() - 1) + 1);
    return line;
}

std::size_t size_of(const Moment& moment) { return moment.key.size() + moment.name.size() + moment.line.size(); }

struct Aged {
    const Moment* moment;
    double time;  // s; a double, because what is no time is the smallest number there is
};

// Of those kept by themselves, newest first: the one that is missed least.
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

Moment make_moment(std::string_view id, const Stamp& stamp, std::string_view time, std::string_view name,
                   std::string line) {
    std::string key = std::string(id) + ' ' + std::to_string(stamp.revision) + ' ' + stamp.writer;
    if (!name.empty()) key += ' ' + std::to_string(time_order(time));
    return {std::move(key), std::string(time), std::string(name), std::move(line)};
}

void sort_newest_first(std::vector<Moment>& moments) {
    std::stable_sort(moments.begin(), moments.end(), [](const Moment& left, const Moment& right) {
        return read_stamp(left.line).revision > read_stamp(right.line).revision;
    });
}

bool is_moment_due(const std::optional<std::int64_t>& last, std::int64_t now) {
    return !last || now < *last || now - *last >= pause;
}

std::vector<std::string> moments_to_drop(const std::vector<Moment>& moments, std::string_view now) {
    std::vector<std::string> drops;
    std::vector<const Moment*> other_texts;
    for (const Moment& moment : moments) {
        if (read_stamp(moment.line).revision == 0) continue;
        if (!other_texts.empty() && payload_of(other_texts.back()->line) == payload_of(moment.line)) {
            // It stood so since the older one; the one with a name stays.
            const Moment*& newer = other_texts.back();
            if (newer->name.empty()) {
                drops.push_back(newer->key);
                newer = &moment;
                continue;
            }
            if (moment.name.empty()) {
                drops.push_back(moment.key);
                continue;
            }
        }
        other_texts.push_back(&moment);
    }
    std::vector<Aged> automatic, named;
    std::size_t bytes = 0;
    for (const Moment* moment : other_texts) {
        bytes += size_of(*moment);
        (moment->name.empty() ? automatic : named).push_back({moment, static_cast<double>(time_order(moment->time))});
    }
    const auto drop = [&](std::vector<Aged>& from, std::size_t index) {
        drops.push_back(from[index].moment->key);
        bytes -= size_of(*from[index].moment);
        from.erase(from.begin() + static_cast<std::ptrdiff_t>(index));
    };
    const auto present = static_cast<double>(time_order(now));
    while (automatic.size() > most_automatic || (bytes > most_bytes && automatic.size() > 1)) {
        drop(automatic, least_missed(automatic, present));
    }
    if (!automatic.empty()) bytes -= size_of(*automatic.front().moment);
    while (bytes > most_bytes && named.size() > 1) drop(named, named.size() - 1);
    return drops;
}

}  // namespace drafts
