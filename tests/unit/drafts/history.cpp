// Which earlier texts stay: few, thinner with age, in bounded room, whatever the clock does.
#include "drafts/history.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

using namespace drafts;

namespace {

const std::string id(32, 'a');

// Seconds since the beginning of 2026 as a record's time, with days of a month of 28: an order is enough.
std::string time_at(std::int64_t seconds) {
    const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    const std::int64_t days = seconds / 86400;
    return std::to_string(2026 + days / 336) + '-' + two(days / 28 % 12 + 1) + '-' + two(days % 28 + 1) + 'T' +
           two(seconds / 3600 % 24) + ':' + two(seconds / 60 % 60) + ':' + two(seconds % 60) + "+00:00";
}

Snapshot moment(std::uint64_t revision, std::int64_t seconds, const std::string& text, const std::string& name = {}) {
    Record record;
    record.revision = revision;
    record.writer = "0a1b2c3d";
    record.time = time_at(seconds);
    record.draft.id = id;
    record.draft.report.answers[0] = text;
    return make_snapshot(id, {revision, record.writer}, record.time, name, write_record(record));
}

std::string key_of(std::uint64_t revision) { return id + ' ' + std::to_string(revision) + " 0a1b2c3d"; }

// Each of another text.
Snapshot moment(std::uint64_t revision, std::int64_t seconds) {
    return moment(revision, seconds, "tekst " + std::to_string(revision));
}

std::vector<std::string> keep(std::vector<Snapshot>& snapshots, std::int64_t now) {
    sort_newest_first(snapshots);
    const std::vector<std::string> drops = snapshots_to_drop(snapshots, time_at(now));
    for (const std::string& key : drops) {
        const auto is_it = [&key](const Snapshot& one) { return one.key == key; };
        REQUIRE(std::count_if(snapshots.begin(), snapshots.end(), is_it) == 1);
        snapshots.erase(std::find_if(snapshots.begin(), snapshots.end(), is_it));
    }
    return drops;
}

std::size_t bytes_of(const std::vector<Snapshot>& snapshots) {
    std::size_t bytes = 0;
    for (const Snapshot& one : snapshots) bytes += one.line.size();
    return bytes;
}

}  // namespace

TEST_CASE("history: due before the first change, then after ten minutes, and when the clock went back") {
    CHECK(is_snapshot_due(std::nullopt, 0));
    CHECK_FALSE(is_snapshot_due(1000, 1000));
    CHECK_FALSE(is_snapshot_due(1000, 1599));
    CHECK(is_snapshot_due(1000, 1600));
    CHECK(is_snapshot_due(1000, 999));
}

TEST_CASE("history: newest first by revision, whatever the time says; what does not read stays and is last") {
    std::vector<Snapshot> snapshots{moment(3, 500), moment(9, 100), {"x", "", "", "kapot"}, moment(7, 900)};
    CHECK(keep(snapshots, 1000).empty());
    CHECK(snapshots[0].key == key_of(9));
    CHECK(snapshots[1].key == key_of(7));
    CHECK(snapshots[2].key == key_of(3));
    CHECK(snapshots[3].key == "x");
}

TEST_CASE("history: the same text is kept once: since when it stood so, or under its name") {
    std::vector<Snapshot> snapshots{moment(2, 100, "a"), moment(4, 200, "a"), moment(6, 300, "b"), moment(8, 400, "a")};
    CHECK(keep(snapshots, 500) == std::vector<std::string>{key_of(4)});
    snapshots = {moment(2, 100, "a"), moment(4, 200, "a", "naam")};
    CHECK(keep(snapshots, 500) == std::vector<std::string>{key_of(2)});
    snapshots = {moment(2, 100, "a", "naam"), moment(4, 200, "a")};
    CHECK(keep(snapshots, 500) == std::vector<std::string>{key_of(4)});
    snapshots = {moment(2, 100, "a", "naam"), moment(4, 200, "a", "andere naam")};
    CHECK(keep(snapshots, 500).empty());
    snapshots = {moment(2, 100, "a"), moment(4, 200, "a"), moment(6, 300, "a")};
    CHECK(keep(snapshots, 500).size() == 2);
    CHECK(snapshots[0].time == time_at(100));
}

TEST_CASE("history: a year of writing leaves twenty, close together lately and far apart long ago") {
    std::vector<Snapshot> snapshots;
    std::uint64_t revision = 1;
    std::int64_t now = 0;
    for (int day = 0; day < 330; ++day) {
        for (int i = 0; i < 12; ++i) {
            now = day * 86400 + 9 * 3600 + i * 600;
            snapshots.push_back(moment(revision++, now));
            keep(snapshots, now);
            REQUIRE(snapshots.size() <= most_automatic);
        }
    }
    CHECK(snapshots.size() == most_automatic);
    CHECK(snapshots.front().time == time_at(now));
    CHECK(snapshots.back().time == time_at(9 * 3600));
    const auto younger_than = [&](std::int64_t seconds) {
        return std::count_if(snapshots.begin(), snapshots.end(), [&](const Snapshot& one) {
            return time_order(one.time) > time_order(time_at(now - seconds));
        });
    };
    // Of the last hour several, of the last week some, and of the months before some as well.
    CHECK(younger_than(3600) >= 3);
    CHECK(younger_than(7 * 86400) >= 8);
    CHECK(younger_than(7 * 86400) <= 16);
    CHECK(younger_than(100 * 86400) <= 19);
}

TEST_CASE("history: a clock that goes back, stands still or is no clock") {
    for (const std::int64_t step : {-3600, 0, 1}) {
        std::vector<Snapshot> snapshots;
        for (std::uint64_t revision = 1; revision < 100; ++revision) {
            const std::int64_t now = 86400 * 100 + static_cast<std::int64_t>(revision) * step;
            snapshots.push_back(moment(revision, now));
            const auto drops = keep(snapshots, now);
            CHECK(drops.size() <= 1);
            CHECK(snapshots.size() <= most_automatic);
            CHECK(snapshots.front().key == key_of(revision));
            CHECK(snapshots.back().key == key_of(1));
        }
    }
    std::vector<Snapshot> snapshots;
    for (std::uint64_t revision = 1; revision < 30; ++revision) {
        snapshots.push_back(moment(revision, 0));
        if (revision % 2 == 0) snapshots.back().time = "gisteren";
    }
    keep(snapshots, 5);
    CHECK(snapshots.size() == most_automatic);
    CHECK(keep(snapshots, 5).empty());
}

TEST_CASE("history: ten thousand moments at once") {
    std::vector<Snapshot> snapshots;
    for (std::uint64_t revision = 1; revision <= 10'000; ++revision)
        snapshots.push_back(moment(revision, static_cast<std::int64_t>(revision) * 700));
    sort_newest_first(snapshots);
    const auto drops = snapshots_to_drop(snapshots, time_at(7'000'000));
    CHECK(drops.size() == 10'000 - most_automatic);
    CHECK(std::set<std::string>(drops.begin(), drops.end()).size() == drops.size());
}

TEST_CASE("history: room is bounded; those with a name go last, the newest of both kinds never") {
    const std::string large(300'000, 'x');
    const auto text = [&large](int number) { return std::to_string(number) + large; };
    std::vector<Snapshot> snapshots;
    for (int i = 1; i <= 6; ++i) snapshots.push_back(moment(static_cast<std::uint64_t>(i), i * 1000, text(i)));
    keep(snapshots, 7000);
    CHECK(snapshots.size() == 3);
    CHECK(bytes_of(snapshots) <= most_bytes);
    CHECK(snapshots.front().time == time_at(6000));
    CHECK(snapshots.back().time == time_at(1000));

    snapshots.push_back(moment(7, 7000, text(7), "een"));
    snapshots.push_back(moment(8, 8000, text(8), "twee"));
    keep(snapshots, 9000);
    CHECK(bytes_of(snapshots) <= most_bytes);
    CHECK(snapshots.size() == 3);
    snapshots.push_back(moment(9, 9000, text(9), "drie"));
    snapshots.push_back(moment(10, 9500, text(10)));
    keep(snapshots, 9600);
    REQUIRE(snapshots.size() == 4);
    CHECK(snapshots[0].name.empty());  // what stood there last
    CHECK(snapshots[3].name == "een");
    snapshots.push_back(moment(11, 10'000, text(11), "vier"));
    CHECK(keep(snapshots, 11'000) ==
          std::vector<std::string>{key_of(7) + " " + std::to_string(time_order(time_at(7000)))});

    // A draft that is itself too large keeps one.
    const std::string huge(most_bytes + 1, 'y');
    snapshots = {moment(1, 1, '1' + huge), moment(2, 2, '2' + huge)};
    CHECK(keep(snapshots, 3) == std::vector<std::string>{key_of(1)});
    snapshots = {moment(1, 1, '1' + huge, "een"), moment(2, 2, '2' + huge, "twee"), moment(3, 3, "klein")};
    keep(snapshots, 4);
    REQUIRE(snapshots.size() == 2);
    CHECK(snapshots[0].name.empty());
    CHECK(snapshots[1].name == "twee");
}

TEST_CASE("history: what a backup brings finds room beside what is here, and a second time adds nothing") {
    // A text comes back now and then, and never stands beside itself.
    std::vector<Snapshot> full;
    for (int i = 1; i <= 20; ++i) {
        const auto revision = static_cast<std::uint64_t>(i);
        full.push_back(i % 3 == 0 ? moment(revision, i * 1000, "heen en weer") : moment(revision, i * 1000));
    }
    full.push_back(moment(21, 21'000, "heen en weer", "voor de kerst"));
    std::sort(full.begin(), full.end(), [](const Snapshot& one, const Snapshot& other) { return one.key < other.key; });
    const std::string now = time_at(30'000);
    const auto put_back = [&](std::vector<Snapshot>& here) {
        const std::vector<Snapshot> put = snapshots_to_put_back(here, full, now);
        std::vector<std::string> drops;
        for (const Snapshot& one : put) {
            here.push_back(one);
            const std::vector<std::string> more = keep(here, 30'000);
            drops.insert(drops.end(), more.begin(), more.end());
        }
        CHECK(snapshots_to_put_back(here, full, now).empty());
        CHECK(drops.empty());
        return put.size();
    };
    std::vector<Snapshot> here;
    CHECK(put_back(here) == 21);
    CHECK(here.size() == 21);
    here.clear();
    for (int i = 101; i <= 120; ++i) here.push_back(moment(static_cast<std::uint64_t>(i), i * 1000));
    CHECK(put_back(here) == 1);
    CHECK(here.back().name == "voor de kerst");
    here.erase(here.begin(), here.begin() + 5);
    CHECK(put_back(here) == 5);

    // One with a name makes room among those without.
    here = {moment(1, 1000, std::string(most_bytes * 2 / 3, 'x')), moment(3, 3000)};
    full = {moment(2, 2000, std::string(most_bytes / 2, 'y'), "een")};
    const std::vector<Snapshot> put = snapshots_to_put_back(here, full, now);
    REQUIRE(put.size() == 1);
    here.push_back(put[0]);
    CHECK(keep(here, 30'000) == std::vector<std::string>{key_of(1)});
    CHECK(snapshots_to_put_back(here, full, now).empty());
    // The snapshot that is here has a name, so it is not dropped for another one with a name.
    here = {moment(1, 1000, std::string(most_bytes * 2 / 3, 'x'), "hier")};
    CHECK(snapshots_to_put_back(here, full, now).empty());
}

TEST_CASE("history: thousands of moments of one draft in a file") {
    std::vector<Snapshot> many;
    for (int i = 1; i <= 3'000; ++i) {
        many.push_back(moment(static_cast<std::uint64_t>(i), i * 1000, "tekst", std::to_string(i)));
    }
    CHECK(snapshots_to_put_back({}, std::move(many), time_at(0)).size() == 200);
}
