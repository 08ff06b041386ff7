// The screens: given a state, what stands on the page. One file a screen; this one names them. They know the state and the
// widgets; nothing of browsers, and they change nothing: what a control does is an event in its binding.
#pragma once

#include <string>

#include "screen/ui.h"
#include "state/state.h"

namespace screen {

// The whole page for the state's route: header, outline where there is room, and the screen. Returns its height, CSS px.
float page(Ui& ui, const View& view, const state::State& state);
std::string page_title(const Catalog& in, const state::State& state);
// What somebody who writes far down the page has to see at once: that the text is not kept.
std::string page_alarm(const Catalog& in, const state::State& state);

void drafts_screen(Ui& ui, const state::State& state);
void write_screen(Ui& ui, const state::State& state, const state::DraftEntry& entry);
void check_screen(Ui& ui, const state::State& state, const state::DraftEntry& entry);
void versions_screen(Ui& ui, const state::State& state, const state::DraftEntry& entry);
void import_screen(Ui& ui, const state::State& state);
void restore_screen(Ui& ui, const state::State& state);
// The ways to make a backup and to put one back, in a row; makes: also the first of them, and what came of it.
void backup_actions(Ui& ui, const state::State& state, bool makes);
void make_backup(Ui& ui);
// What came of it.
void backup_outcome(Ui& ui, const state::State& state);
void trash_screen(Ui& ui, const state::State& state);
void help_screen(Ui& ui);
void privacy_screen(Ui& ui);
// The ways to the two screens about the page itself.
void links_about(Ui& ui);
void accessibility_screen(Ui& ui);
void device_screen(Ui& ui, const state::State& state);
// How a report can be gone without anybody wanting it.
void about_losing(Ui& ui);
// The questions as links to their fields, beside the column.
void outline(Ui& ui, const state::DraftEntry& entry);
// What was told since the screen came, one below the other under its heading; on Controleren those of downloads beside their buttons.
void notices(Ui& ui, const state::State& state, bool of_downloads);
// Progress, and whether the text is kept: each on a line of its own that is always there, so that nothing below moves while
// somebody writes.
void save_states(Ui& ui, const std::string& key, const state::State& state, const state::DraftEntry& entry);
// That the draft is being written elsewhere, and the way to go on here; nothing when it is not.
void reading_along(Ui& ui, const state::State& state, const state::DraftEntry& entry);
// What is removed for good after a question: the button that opens it, in a row of others, and the question below that row, while it is
// open. id: of what goes. which: its name, as it is heard behind the words of each button.
void removal_button(Ui& ui, const state::State& state, const std::string& id, std::string_view text,
                    const std::string& which);
void removal_question(Ui& ui, const state::State& state, const std::string& id, std::string_view note,
                      const state::Event& removal, const std::string& which);
// A draft that is not among those of the list: its name, and how it begins if it has none of its own. Returns the name.
std::string name_of_record(Ui& ui, const std::string& key, const drafts::Record& record, const state::LocalTime& now);
// The beginning of a text that came from outside, with what nobody sees made visible; and a sentence when there is more.
void excerpt(Ui& ui, const std::string& key, std::string_view text);
// Text that belongs to no question, if there is any: to read, and in a draft with what can be done about it.
void unplaced_to_read(Ui& ui, const model::Report& report, int heading_level);
void unplaced_in_draft(Ui& ui, const state::State& state, const state::DraftEntry& entry);

std::string answer_key(std::size_t question);  // "answer.persons"
std::string trip_key(std::size_t detail);      // "trip.name"
// Where the column begins and how wide it is, CSS px; the outline's left side when there is one.
struct Columns {
    float left = 0, width = 0, outline_left = 0;
    bool has_outline = false;
};
Columns columns(const View& view, bool wants_outline);

}  // namespace screen
