// Deleting a draft by its button, taking that back, and the trash. What the stores do is removing.h's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "drafts/record.h"
#include "state/time.h"

namespace state {

inline constexpr int trash_days =
    30;  // web/safety.js removes a draft from the trash then (daysKept); the words say it, too

// One removed draft, as it stands in the trash.
struct InTrash {
    std::string id, line;
    drafts::Record record;
    LocalTime removed;
    bool newer_version = false;  // written by a later version of the page: it cannot be put back by this one
};

struct Trash {
    std::optional<std::vector<InTrash>> items;  // the last removed first; nothing: not read yet, or it cannot be read
    std::string removing;                       // id of what is removed for good, until the trash has been read again
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
