// Earlier versions: snapshots of a draft's text in its history, made by themselves or under a name. Which of them are kept how long is
// drafts/history.h's.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "drafts/history.h"
#include "model/difference.h"
#include "state/entry.h"
#include "state/time.h"

namespace state {

// What has changed between two texts of a draft, and the texts that it was made of. Never copied: its runs are parts of its own texts.
struct Comparison {
    struct Part {
        std::size_t place;          // Field::place; Field::count for what is not recognised
        std::string before, after;  // with their hidden characters as marks
        std::vector<model::Run> runs{};
    };
    model::Report before, after;
    std::vector<Part> parts;  // those that differ

    Comparison(const model::Report& one, const model::Report& other);
    Comparison(const Comparison&) = delete;
    Comparison& operator=(const Comparison&) = delete;
};

// What the screen Eerdere versies shows of one draft.
struct History {
    struct Version {
        drafts::Snapshot snapshot;
        LocalTime time;
        model::Report report;
    };
    bool is_read = false;
    StorageTrouble trouble = StorageTrouble::none;  // why it could not be read
    std::vector<Version> versions;                  // newest first
    std::string compared;                           // key of the snapshot that stands beside the text as it is now
    std::shared_ptr<const Comparison> comparison;  // of that snapshot and the text as it is now: see compare_versions()
    std::string name;                              // content of the field "Naam voor dit moment"
    std::string naming;                            // key of the snapshot that is being kept under that name
    std::string removing;                          // key of the snapshot that is being removed
    enum class Refused : std::uint8_t { no, no_name, not_kept } refused = Refused::no;
};

// Whether the history of all drafts was given up, because there was no room for what is written now.
enum class GivenUp : std::uint8_t {
    nothing,
    automatic,  // snapshots without a name
    named,      // snapshots with a name, too
};

struct Turn;
struct State;
struct CompareSnapshot;
struct EditSnapshotName;
struct HistoryGivenUp;
struct HistoryRead;
struct SnapshotsRefused;
struct NameSnapshot;
struct RemoveSnapshot;

// Finds a snapshot of the history on the screen by its key; the end where there is none.
std::vector<History::Version>::const_iterator version_of(const State& state, std::string_view key);
// Another screen or another draft is shown: its history is read, if it is shown at all.
void begin_history(Turn& turn);
// Keeps History::comparison true. Comparing takes longer than a frame, so it is done when one of the two texts is another, and not before.
void compare_versions(State& state);
// Makes a snapshot before a change, where the last one is long enough ago.
void keep_before_change(Turn& turn, DraftEntry& entry);
// Makes a snapshot of the text as it is, under a name if there is one. Returns its key; empty when there is nothing to keep, or no safety copy.
std::string keep_snapshot(Turn& turn, DraftEntry& entry, const std::string& name = {});

void on(Turn& turn, const HistoryRead&);
void on(Turn& turn, const HistoryGivenUp&);
void on(Turn& turn, const SnapshotsRefused&);
void on(Turn& turn, const EditSnapshotName&);
void on(Turn& turn, const NameSnapshot&);
void on(Turn& turn, const CompareSnapshot&);
void on(Turn& turn, const RemoveSnapshot&);

}  // namespace state
