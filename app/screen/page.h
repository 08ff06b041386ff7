// The screens: given a state, what stands on the page. One file a screen; this one names them. They know the state and the
// widgets; nothing of browsers, and they change nothing: what a control does is an event in its binding.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "screen/ui.h"
#include "state/state.h"

namespace screen {

// What the search of the list finds: places in State::drafts; all of them while nothing is searched for.
using Found = std::vector<std::size_t>;
// Takes time in proportion to all texts. A screen's matter, because a draft without a name is found by the name that the list shows.
Found found_drafts(const Catalog& in, const state::State& state);

// The whole page for the state's route: header, outline where there is room, and the screen. Returns its height, CSS px.
// found: of this state; only the list of drafts looks at it.
float page(Ui& ui, const View& view, const state::State& state, const Found& found);
std::string page_title(const Catalog& in, const state::State& state);
// The alarm that stays in sight wherever the page is scrolled to: the text is not kept. Empty while all is well.
std::string page_alarm(const Catalog& in, const state::State& state);

void drafts_screen(Ui& ui, const state::State& state, const Found& found);
void write_screen(Ui& ui, const state::State& state, const state::DraftEntry& entry);
void check_screen(Ui& ui, const state::State& state, const state::DraftEntry& entry);
void versions_screen(Ui& ui, const state::State& state, const state::DraftEntry& entry);
void import_screen(Ui& ui, const state::State& state);
void restore_screen(Ui& ui, const state::State& state);
// The buttons to make a backup and to put one back, in a row. makes: false leaves the first one out, and what came of making one.
void backup_actions(Ui& ui, const state::State& state, bool makes);
void make_backup(Ui& ui);
// What came of making a backup: being made, offered as a download, or failed.
void backup_outcome(Ui& ui, const state::State& state);
void trash_screen(Ui& ui, const state::State& state);
void help_screen(Ui& ui);
void privacy_screen(Ui& ui);
// Links to Privacy and to Toegankelijkheid.
void links_about(Ui& ui);
void accessibility_screen(Ui& ui);
void device_screen(Ui& ui, const state::State& state);
// The ways in which reports get lost although nobody removed them: what the screens Op dit apparaat and Hulp list.
void about_losing(Ui& ui);
// The questions as links to their fields, beside the column.
void outline(Ui& ui, const state::DraftEntry& entry);
// The announcements since the screen opened, one below the other under its heading. On Controleren those about downloads are beside their buttons
// instead.
void notices(Ui& ui, const state::State& state, bool of_downloads);
// Progress, and where the text is kept, on two lines that are always there, so that nothing below moves while somebody writes.
void save_states(Ui& ui, const std::string& key, const state::State& state, const state::DraftEntry& entry);
// That another tab has the lease of the draft, and the button to take it over; nothing when this tab has it.
void reading_along(Ui& ui, const state::State& state, const state::DraftEntry& entry);
// Removing something for good takes two steps. removal_button: the button that opens the question, for a row of buttons; removal_question: the
// question below that row while it is open. id: of the thing to remove; which: its name, part of the accessible name of each button.
void removal_button(Ui& ui, const state::State& state, const std::string& id, std::string_view text,
                    const std::string& which);
void removal_question(Ui& ui, const state::State& state, const std::string& id, std::string_view note,
                      const state::Event& removal, const std::string& which);
// The name of a draft that is not in the state's list (in the trash, in a backup), and the beginning of its text if it has no name of its own.
// Returns the name.
std::string name_of_record(Ui& ui, const std::string& key, const drafts::Record& record, const state::LocalTime& now);
// The beginning of a text from outside with its hidden characters as marks, and a sentence when that is not all of the text.
void excerpt(Ui& ui, const std::string& key, std::string_view text);
// Unplaced text ("niet herkend"), if there is any: to read in a preview, with the buttons to place or remove it in a draft.
void unplaced_to_read(Ui& ui, const model::Report& report, int heading_level);
void unplaced_in_draft(Ui& ui, const state::State& state, const state::DraftEntry& entry);

std::string answer_key(std::size_t question);  // "answer.persons"
std::string trip_key(std::size_t detail);      // "trip.name"
// Left side and width of the text column, and the left side of the outline where there is room for one. CSS px.
struct Columns {
    float left = 0, width = 0, outline_left = 0;
    bool has_outline = false;
};
Columns columns(const View& view, bool wants_outline);

}  // namespace screen
