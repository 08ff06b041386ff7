// Changes that a button makes to the texts of a draft, each with its way back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "model/report.h"
#include "state/time.h"

namespace state {

// The last change that a button made to a draft's texts, while it can be taken back. It can as long as the answer is as
// the change left it; what the writer does to other answers does not matter.
struct TextChange {
    enum class Kind : std::uint8_t {
        moved,      // unplaced text, to the end of an answer
        removed,    // unplaced text
        tidied,     // the bullets of an answer
        unwrapped,  // the links without address of an answer
        restored,   // the whole text, to that of an earlier version
    };
    Kind kind = Kind::moved;
    std::string draft;          // id
    std::size_t question = 0;   // moved, tidied, unwrapped: whose answer
    std::string before, after;  // … and what it was and became
    std::size_t place = 0;      // moved, removed: where the text stood among the unplaced ones
    std::string unplaced;       // … and the text
    // restored: the text before, the edits since which nothing was written, and when the version was made
    std::optional<model::Report> report{};
    std::uint64_t edits = 0;
    LocalTime time{};
};

// Key of the fold of an unplaced text's ways to go: this, and its place among them.
inline constexpr std::string_view unplaced_fold = "move.";

struct Turn;
struct State;
struct MoveUnplaced;
struct RemoveUnplaced;
struct RestoreMoment;
struct TidyBullets;
struct UndoChange;
struct UnwrapLinks;

// The last change of this draft's texts by a button, if UndoChange would take it back; else nullptr.
const TextChange* change_to_undo(const State& state, std::string_view id);

void on(Turn& turn, const RestoreMoment&);
void on(Turn& turn, const MoveUnplaced&);
void on(Turn& turn, const RemoveUnplaced&);
void on(Turn& turn, const TidyBullets&);
void on(Turn& turn, const UnwrapLinks&);
void on(Turn& turn, const UndoChange&);

}  // namespace state
