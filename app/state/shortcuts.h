// What the keyboard shortcuts of the whole page do (Shortcut::To in action.h). Their letters stand in web/events.js, shortcutOf.
#pragma once

namespace state {

struct Turn;
struct Shortcut;

void on(Turn& turn, const Shortcut&);

}  // namespace state
