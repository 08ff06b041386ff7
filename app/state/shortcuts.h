// Keys that do what a link or a button of the page does too.
#pragma once

namespace state {

struct Turn;
struct Shortcut;

void on(Turn& turn, const Shortcut&);

}  // namespace state
