// Prullenbak: drafts that were removed, for as long as they can be put back.
#include "screen/page.h"
#include "screen/words.h"

namespace screen {

using semantics::Role;

namespace {

void removed(Ui& ui, const state::State& state, const state::InTrash& item) {
    ui.gap(3);
    const auto scope = ui.column(Role::item, "trash." + item.id);
    ui.rule();
    ui.gap(3);
    const std::string name = name_of_record(ui, "trash", item.record, state.now);
    ui.text("trash.facts." + item.id, TextStyle::small, words::trash_facts(ui.words(), item, state.now));
    if (item.newer_version) return;
    ui.gap(1);
    {
        const auto row = ui.row(Role::box, "trash.actions." + item.id);
        ui.button("put-back." + item.id, Ui::Button::quiet, words::put_back, state::PutBack{item.id},
                  ui.say(words::put_back) + " " + name);
        removal_button(ui, state, item.id, words::remove_for_good, " " + name);
    }
    removal_question(ui, state, item.id, words::no_way_back, state::RemoveForGood{item.id}, " " + name);
}

}  // namespace

void removal_button(Ui& ui, const state::State& state, const std::string& id, std::string_view text,
                    const std::string& which) {
    const std::string fold = std::string(state::removal_fold) + id;
    const bool open = state.unfolded.count(fold) != 0;
    ui.button("fold." + fold, open ? Ui::Button::folding_open : Ui::Button::folding, text, state::Toggle{fold},
              ui.say(text) + which, open ? fold : std::string());
}

void removal_question(Ui& ui, const state::State& state, const std::string& id, std::string_view note,
                      const state::Event& removal, const std::string& which) {
    const std::string fold = std::string(state::removal_fold) + id;
    if (state.unfolded.count(fold) == 0) return;
    ui.gap(2);
    const auto box = ui.column(Role::box, fold);
    ui.text(fold + ".note", TextStyle::body, note);
    ui.gap(2);
    const auto row = ui.row(Role::box, fold + ".actions");
    ui.button(fold + ".yes", Ui::Button::standard, words::yes_remove, removal, ui.say(words::yes_remove) + ":" + which);
}

std::string name_of_record(Ui& ui, const std::string& key, const drafts::Record& record, const state::LocalTime& now) {
    state::DraftEntry entry;
    entry.draft = record.draft;
    entry.changed = state::parse_iso_time(record.time).value_or(now);
    std::string name = words::draft_name(ui.words(), entry);
    const bool has_own = words::has_own_name(entry);
    if (has_own) ui.keep_dutch();
    ui.writers_text(key + ".name." + record.draft.id, TextStyle::body, name, true);
    const std::string begin = has_own ? std::string() : words::begins_with(ui.words(), record.draft.report);
    if (!begin.empty()) ui.writers_text(key + ".begin." + record.draft.id, TextStyle::small, begin);
    return name;
}

void trash_screen(Ui& ui, const state::State& state) {
    ui.gap(4);
    if (!state::has_trash(state)) {
        ui.text("trash.none", TextStyle::body, words::no_trash);
        return;
    }
    ui.text("trash.note", TextStyle::body, words::trash_note);
    if (!state.trash.items) return;  // not read from the replica yet
    if (state.trash.items->empty()) {
        ui.gap(6);
        ui.status("trash.empty", TextStyle::body, words::trash_empty);
        return;
    }
    ui.gap(5);
    const auto list = ui.column(Role::list, "trash", words::trash);
    for (const state::InTrash& item : *state.trash.items) removed(ui, state, item);
}

}  // namespace screen
