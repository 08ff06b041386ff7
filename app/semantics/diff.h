// From one tree to the next: only what changed, as one JSON text that web/reconciler.js applies.
// It knows what the DOM's fields hold, so that a keystroke is never sent back to the field it came from.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "semantics/node.h"

namespace semantics {

class Differ {
  public:
    // The DOM reported this value for a field (the writer typed it): the DOM needs no word of it.
    void dom_holds(std::string_view key, std::string_view value);

    // Whether the DOM shows the last tree given, and this one too. Places are not compared, nor `lines` where they tell how a text is wrapped.
    bool shows(const Tree& other) const;

    // The delta from the last tree given (at first: from nothing), or an empty string when nothing changed:
    // {"set":[node,…],"at":["key",x,y,w,h,…],"children":["parent key" or "",["key",…],…],"gone":["key",…],
    //  "title":"…","height":n,"token":n,"alarm":"…","say":"…"}; members without content are left out. A node in "set" is complete, but its
    // "value" is there only when the DOM holds something else. x and y are relative to the parent node.
    std::string delta(const Tree& next);

  private:
    Tree previous_;
    std::map<std::string, std::string> dom_values_;
    bool started_ = false;
};

// The whole tree as a delta from nothing.
std::string describe(const Tree& tree);

}  // namespace semantics
