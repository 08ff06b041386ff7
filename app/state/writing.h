// What is typed into the fields of a report.
#pragma once

#include "state/entry.h"

namespace state {

struct Turn;
struct EditAnswer;
struct EditTripDetail;
struct Paused;

// A button has changed the report: counted as an edit, and saved soon.
void note_edit(Turn& turn, DraftEntry& entry);

void on(Turn& turn, const EditAnswer&);
void on(Turn& turn, const EditTripDetail&);
void on(Turn& turn, const Paused&);

}  // namespace state
