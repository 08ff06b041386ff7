// Prullenbak: drafts that were removed, for as long as they can be put back.
#include "screen/page.h"
#include "screen/words.h"

namespace screen {

using semantics::Role;

namespace {

void removed(Ui& ui, const state::State& state, const state::State::Removed& item) {
    state::DraftEntry entry;  // for its name
    entry.draft = item.record.draft;
    entry.changed = state::parse_iso_time(item.record.time).value_or(state::LocalTime{});
    const std::string name = words::draft_name(ui.words(), entry);
    const std::string fold = std::string(state::removal_fold) + item.id;
    const bool open = state.unfolded.count(fold) != 0;
    ui.gap(3);
    const auto scope = ui.column(Role::item, "trash." + item.id);
    ui.rule();
    ui.gap(3);
    if (words::has_own_name(entry)) ui.keep_dutch();
    ui.writers_text("trash.name." + item.id, TextStyle::body, name, true);
    if (!words::has_own_name(entry)) {
        const std::string begin = words::begins_with(ui.words(), item.record.draft.report);
        if (!begin.empty()) ui.writers_text("trash.begin." + item.id, TextStyle::small, begin);
    }
    ui.text("trash.facts." + item.id, TextStyle::small, words::trash_facts(ui.words(), item, state.now));
    if (item.newer_version) return;
    ui.gap(1);
    {
        const auto row = ui.row(Role::box, "trash.actions." + item.id);
        ui.button("put-back." + item.id, Ui::Button::quiet, words::put_back, state::PutBack{item.id},
                  ui.say(words::put_back) + " " + name);
        ui.button("fold." + fold, open ? Ui::Button::folding_open : Ui::Button::folding, words::remove_for_good,
                  state::Toggle{fold}, ui.say(words::remove_for_good) + " " + name, open ? fold : std::string());
    }
    if (!open) return;
    ui.gap(2);
    const auto sure = ui.column(Role::box, fold);
    ui.text(fold + ".note", TextStyle::body, words::no_way_back);
    ui.gap(2);
    const auto row = ui.row(Role::box, fold + ".actions");
    ui.button("remove-for-good." + item.id, Ui::Button::standard, words::yes_remove, state::RemoveForGood{item.id},
              ui.say(words::yes_remove) + ": " + name);
}

}  // namespace

void trash_screen(Ui& ui, const state::State& state) {
    ui.heading("screen", 1, TextStyle::title, words::trash);
    ui.gap(4);
    if (!state::has_trash(state)) {
        ui.text("trash.none", TextStyle::body, words::no_trash);
        return;
    }
    ui.text("trash.note", TextStyle::body, words::trash_note);
    if (!state.trash) return;  // it comes in a moment
    if (state.trash->empty()) {
        ui.gap(6);
        ui.status("trash.empty", TextStyle::body, words::trash_empty);
        return;
    }
    ui.gap(5);
    const auto list = ui.column(Role::list, "trash", words::trash);
    for (const state::State::Removed& item : *state.trash) removed(ui, state, item);
}

}  // namespace screen
