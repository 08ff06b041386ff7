// Deleting a draft, its way back, and the trash.
#pragma once

#include <string>

#include "drafts/record.h"
#include "state/time.h"

namespace state {

inline constexpr int trash_days = 30;  // web/safety.js empties it

// One removed draft, as it stands in the trash.
struct InTrash {
    std::string id, line;
    drafts::Record record;
    LocalTime removed;
    bool newer_version = false;
};

struct Turn;
struct DeleteDraft;
struct PutBack;
struct RemoveForGood;
struct Removed;
struct TrashRead;
struct UndoDelete;

void on(Turn& turn, const Removed&);
void on(Turn& turn, const TrashRead&);
void on(Turn& turn, const PutBack&);
void on(Turn& turn, const RemoveForGood&);
void on(Turn& turn, const DeleteDraft&);
void on(Turn& turn, const UndoDelete&);

}  // namespace state
