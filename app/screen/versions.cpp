// Eerdere versies: the snapshots of a draft, newest first; what has changed since one of them, and the button that puts it back.
#include <algorithm>

#include "screen/page.h"
#include "screen/words.h"

namespace screen {

using semantics::Role;
using state::History;
using state::Route;
using state::Screen;

namespace {

std::string key_of(std::size_t place) {
    if (place == state::Field::count) return "unplaced";
    const state::Field field = state::Field::at(place);
    const bool is_answer = field.part == state::Field::Part::answers;
    return std::string(is_answer ? model::questions[field.index].id : model::trip_details[field.index].id);
}

std::string_view name_of(std::size_t place) {
    if (place == state::Field::count) return words::not_recognised;
    const state::Field field = state::Field::at(place);
    return field.part == state::Field::Part::answers ? model::questions[field.index].question
                                                     : model::trip_details[field.index].label;
}

bool differ(const model::Report& before, const model::Report& after) {
    return before.answers != after.answers || before.trip != after.trip || before.unplaced != after.unplaced;
}

void version(Ui& ui, const state::State& state, const state::DraftEntry& entry, const History::Version& version,
             const std::string& again) {
    const drafts::Snapshot& snapshot = version.snapshot;
    std::string number = snapshot.key.substr(std::min(snapshot.key.size(), entry.draft.id.size() + 1));
    std::replace(number.begin(), number.end(), ' ', '.');
    const std::string time = words::moment(ui.words(), version.time, state.now);
    ui.gap(3);
    const auto item = ui.column(Role::item, "version." + number);
    ui.rule();
    ui.gap(3);
    ui.heading("version.time." + number, 2, TextStyle::question, time);
    if (!snapshot.name.empty()) ui.writers_text("version.name." + number, TextStyle::body, snapshot.name);
    const std::string answered = words::answered(ui.words(), model::answered_count(version.report));
    ui.text("version.facts." + number, TextStyle::small,
            snapshot.name.empty() ? ui.say(words::automatic) + ", " + answered : answered);
    const std::string compared = "compared." + number;
    const bool open = state.history.compared == snapshot.key;
    const std::string which = " " + (snapshot.name.empty() ? time : snapshot.name + ", " + time) + again;
    const bool differs = differ(version.report, entry.draft.report);
    if (!differs) ui.text("version.same." + number, TextStyle::small, words::no_difference);
    ui.gap(1);
    {
        const auto row = ui.row(Role::box, "version.actions." + number);
        if (differs) {
            ui.button("fold.version." + number, open ? Ui::Button::folding_open : Ui::Button::folding, words::compare,
                      state::CompareSnapshot{snapshot.key}, ui.say(words::compare) + which,
                      open ? compared : std::string());
        }
        if (differs && !state::reads_along(state, entry.draft.id)) {
            ui.button("restore." + number, Ui::Button::quiet, words::put_back,
                      state::RestoreSnapshot{entry.draft.id, snapshot.key}, ui.say(words::put_back) + which);
        }
        removal_button(ui, state, number, words::remove, which);
    }
    removal_question(ui, state, number, words::no_way_back_to_version,
                     state::RemoveSnapshot{entry.draft.id, snapshot.key}, which);
    if (!open || !differs || !state.history.comparison) return;
    ui.gap(2);
    const auto box = ui.column(Role::box, compared);
    ui.text(compared + ".how", TextStyle::hint, words::how_to_compare);
    for (const state::Comparison::Part& part : state.history.comparison->parts) {
        const std::string key = compared + '.' + key_of(part.place);
        ui.gap(5);
        if (part.place < model::question_count) ui.keep_dutch();
        ui.heading(key + ".name", 3, TextStyle::question, name_of(part.place));
        ui.gap(1);
        ui.keep_dutch();
        ui.marked_text(key, TextStyle::body, part.runs, words::compare_marks(ui.words()));
    }
}

// That a snapshot was put back, and the button that undoes it.
void undo(Ui& ui, const state::State& state, const state::DraftEntry& entry) {
    const state::TextChange* const change = state::change_to_undo(state, entry.draft.id);
    if (change == nullptr || change->kind != state::TextChange::Kind::restored) return;
    ui.gap(6);
    const auto box = ui.column(Role::group, "version.restored", words::undo);
    ui.text("version.restored.text", TextStyle::body, words::restored_to(ui.words(), change->time, state.now));
    ui.gap(2);
    const auto row = ui.row(Role::box, "version.restored.actions");
    ui.button("undo.change", Ui::Button::standard, words::undo, state::UndoChange{entry.draft.id});
}

void name_snapshot(Ui& ui, const History& history, const state::DraftEntry& entry) {
    using Refused = History::Refused;
    if (model::is_blank(entry.draft.report)) return;
    const std::string_view refused =
        history.refused == Refused::no_name ? words::snapshot_needs_name : words::snapshot_not_kept;
    const std::string why = history.refused == Refused::no ? std::string() : "moment.refused";
    ui.gap(8);
    ui.label("moment.label", 0, TextStyle::body, words::snapshot_name, "moment.name");
    ui.gap(1);
    ui.text_line("moment.name", "moment.label", history.name, state::EditSnapshotName{}, why);
    if (!why.empty()) {
        ui.gap(1);
        ui.text(why, TextStyle::alarm, refused);
    }
    ui.gap(3);
    const auto row = ui.row(Role::box, "moment.actions");
    ui.button("moment.keep", Ui::Button::standard, words::keep_snapshot, state::NameSnapshot{entry.draft.id});
}

}  // namespace

void versions_screen(Ui& ui, const state::State& state, const state::DraftEntry& entry) {
    const History& history = state.history;
    ui.gap(state.told.notices.empty() ? 1 : 4);
    if (words::has_own_name(entry)) ui.keep_dutch();
    ui.writers_text("draft.name", TextStyle::body, words::draft_name(ui.words(), entry), true);
    ui.gap(1);
    save_states(ui, "state", state, entry);
    reading_along(ui, state, entry);
    ui.gap(4);
    if (state.storage.replica == state::Replica::unavailable || history.trouble != state::StorageTrouble::none) {
        ui.text("versions.none", TextStyle::body, words::no_history);
    } else {
        ui.text("versions.what", TextStyle::body, words::versions_what);
        if (!state::reads_along(state, entry.draft.id)) {
            undo(ui, state, entry);
            name_snapshot(ui, history, entry);
        }
        ui.gap(8);
        if (history.is_read && history.versions.empty()) ui.text("versions.none", TextStyle::body, words::no_versions);
        if (!history.versions.empty()) {
            const auto list = ui.column(Role::list, "versions.list", words::versions);
            std::string last, again;
            for (const History::Version& one : history.versions) {
                // Snapshots of the same minute and name get asterisks, to tell their buttons apart.
                const std::string name = words::moment(ui.words(), one.time, state.now) + one.snapshot.name;
                if (name == last) {
                    again += " *";
                } else {
                    again.clear();
                }
                last = name;
                version(ui, state, entry, one, again);
            }
        }
    }
    ui.gap(10);
    const auto row = ui.row(Role::box, "actions");
    ui.button("write", Ui::Button::standard, words::back_to_writing,
              state::GoTo{Route{Screen::write, entry.draft.id}, {}});
}

}  // namespace screen
