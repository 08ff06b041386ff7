// Every state that a screen can be in, reached as a writer and a browser would reach it: by events. For tests that look at
// all screens. It knows nothing of what the screens make of them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "screen/app.h"

namespace scenes {

inline constexpr state::LocalTime now{2026, 11, 23, 14, 3, 0, 60};

struct Scene {
    std::string name;
    std::function<void(screen::App&)> reach;  // of an App that has seen nothing yet
};

const std::vector<Scene>& all();
// Ways along which something is told that no state of a screen is reached by: for what is announced, not for how a screen looks.
const std::vector<Scene>& told();
// The scene of that name; fails the test when there is none.
void reach(screen::App& app, std::string_view name);

std::vector<state::Effect> act(screen::App& app, const state::Event& event);
inline std::function<void(screen::App&)> after_each_event;  // of a scene, for a test that looks at what lies between
std::string draft_id(unsigned number);                      // of the drafts that the scenes store, counted from 1
model::Report filled_report();                              // seven invented answers
// The screen with what has become of a report, question by question.
void compare(screen::App& app, const model::Report& before, const model::Report& after);
// A frame, and the ones that Dear ImGui wants after it.
void draw(screen::App& app);

// The accessible name: said apart, or what stands there, or the words of the label.
std::string accessible_name(const semantics::Tree& tree, const semantics::Node& node);
const semantics::Node* find(const semantics::Tree& tree, semantics::Role role, std::string_view name);

}  // namespace scenes
