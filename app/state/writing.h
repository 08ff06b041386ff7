// What is typed into the fields of a report.
#pragma once

#include "state/entry.h"

namespace state {

struct Turn;
struct EditAnswer;
struct EditTripDetail;
struct TypedBefore;

// Something other than a text field changed the report.
void note_edit(Turn& turn, DraftEntry& entry);

void on(Turn& turn, const EditAnswer&);
void on(Turn& turn, const TypedBefore&);
void on(Turn& turn, const EditTripDetail&);

}  // namespace state
