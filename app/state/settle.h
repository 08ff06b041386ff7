// What follows from every event, whatever it was: a fixed list of rules, each of them in its concern.
#pragma once

namespace state {

struct Turn;
void settle(Turn& turn);

}  // namespace state
