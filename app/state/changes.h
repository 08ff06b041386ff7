// Changes that a button makes to the texts of a draft: unplaced text moved or removed, bullets tidied, links unwrapped, an earlier version
// restored. The last one can be taken back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "model/report.h"
#include "state/time.h"

namespace state {

// The last change that a button made to a draft's texts. It can be taken back as long as the answer is as the change left it; what the writer
// does to other answers does not matter.
struct TextChange {
    enum class Kind : std::uint8_t {
        moved,      // unplaced text, to the end of an answer
        removed,    // unplaced text
        tidied,     // the bullets of an answer
        unwrapped,  // the links without address of an answer
        restored,   // the whole text, to that of an earlier version
    };
    Kind kind = Kind::moved;
    std::string draft;                      // id
    std::size_t question = 0;               // moved, tidied, unwrapped: whose answer
    std::string before, after;              // moved, tidied, unwrapped: the answer before and after
    std::size_t place = 0;                  // moved, removed: where the text stood among the unplaced ones
    std::string unplaced;                   // moved, removed: the text
    std::optional<model::Report> report{};  // restored: the text before
    std::uint64_t edits = 0;                // restored: DraftEntry::edits just after it
    LocalTime time{};                       // restored: when the version was made
};

// The answers that an unplaced text can be moved to are a fold: this, and the place of the text among the unplaced ones.
inline constexpr std::string_view unplaced_fold = "move.";

struct Turn;
struct State;
struct MoveUnplaced;
struct RemoveUnplaced;
struct RestoreSnapshot;
struct TidyBullets;
struct UndoChange;
struct UnwrapLinks;

// The last change of this draft's texts by a button, if UndoChange would take it back; else nullptr.
const TextChange* change_to_undo(const State& state, std::string_view id);

void on(Turn& turn, const RestoreSnapshot&);
void on(Turn& turn, const MoveUnplaced&);
void on(Turn& turn, const RemoveUnplaced&);
void on(Turn& turn, const TidyBullets&);
void on(Turn& turn, const UnwrapLinks&);
void on(Turn& turn, const UndoChange&);

}  // namespace state
