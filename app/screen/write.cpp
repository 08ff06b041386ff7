// Schrijven: the seven questions on one page, trip details folded away, progress and save state.
#include "screen/page.h"
#include "screen/words.h"

namespace screen {

using semantics::Role;
using state::Route;
using state::Screen;

namespace {

// The gap between an answer and the next question, in units. A multiple of five: at 110 % browsers cut a length of six units by a 64th of a pixel,
// which adds up along the page (tests/browser/takeover.test.mjs).
constexpr int gap_below_answer = 10;

bool is_unfolded(const state::State& state, const std::string& key) { return state.unfolded.count(key) != 0; }

void question(Ui& ui, const state::State& state, const state::DraftEntry& entry, std::size_t index) {
    const model::Question& question = model::questions[index];
    const std::string id(question.id);
    const std::string field = answer_key(index);
    const std::string label = "question." + id;
    const std::string hint = "hint." + id;
    const bool open = is_unfolded(state, hint);
    ui.gap(index == 0 ? 10 : gap_below_answer);
    const auto box = ui.column(Role::box, "part." + id);
    const std::string hint_text = hint + ".text";
    const std::string dutch = "dutch." + id;
    ui.label(label, 2, TextStyle::question, question.question, field);
    if (!ui.words().is_dutch()) {
        // On an English page the question is shown in Dutch as well: the report has it in Dutch.
        ui.keep_dutch();
        ui.text(dutch, TextStyle::small, question.question);
    }
    ui.gap(1);
    ui.button("fold." + id, open ? Ui::Button::folding_open : Ui::Button::folding, words::fold_hint,
              state::Toggle{hint}, ui.say(words::fold_hint) + ": " + ui.say(question.question),
              open ? hint : std::string());
    if (open) {
        ui.gap(1);
        const auto help = ui.column(Role::box, hint);
        ui.text(hint_text, TextStyle::hint, question.hint);
        ui.gap(1);
        ui.text(hint + ".example", TextStyle::hint, ui.say(words::example) + ui.say(question.example));
    } else {
        // A screen reader says the hint with the field, also while it is folded away.
        ui.hidden_text(hint_text, TextStyle::hint, question.hint);
    }
    ui.gap(open ? 3 : 2);
    ui.text_area(field, label, entry.draft.report.answers[index], index < 2 ? 2 : 5,
                 state::EditAnswer{entry.draft.id, index, {}},
                 ui.words().is_dutch() ? hint_text : dutch + " " + hint_text);
}

void trip(Ui& ui, const state::State& state, const state::DraftEntry& entry) {
    const std::string key = "trip";
    const bool open = is_unfolded(state, key);
    ui.gap(gap_below_answer);
    const auto group = ui.column(Role::group, "trip.group", words::trip_group);
    ui.button("fold.trip", open ? Ui::Button::section_open : Ui::Button::section, words::trip_group, state::Toggle{key},
              {}, open ? "trip.fields" : "");
    if (!open) return;
    ui.gap(2);
    const auto fields = ui.column(Role::box, "trip.fields");
    ui.text("trip.note", TextStyle::hint, words::trip_note);
    for (std::size_t i = 0; i < model::trip_detail_count; ++i) {
        const model::TripDetail& detail = model::trip_details[i];
        const std::string label = "label." + std::string(detail.id);
        ui.gap(5);
        ui.label(label, 0, TextStyle::body, detail.label, trip_key(i));
        ui.gap(1);
        const state::Event edit = state::EditTripDetail{entry.draft.id, i, {}};
        if (detail.kind == model::TripDetail::Kind::date) {
            ui.date(trip_key(i), label, entry.draft.report.trip[i], edit);
        } else {
            ui.text_line(trip_key(i), label, entry.draft.report.trip[i], edit);
        }
    }
}

}  // namespace

void outline(Ui& ui, const state::DraftEntry& entry) {
    const auto nav = ui.column(Role::navigation, "outline", words::outline);
    ui.flag_last(semantics::wide_only);
    ui.text("outline.heading", TextStyle::small, words::outline);
    const Route here{Screen::write, entry.draft.id};
    ui.gap(1);
    const auto list = ui.column(Role::list, "outline.list");
    for (std::size_t i = 0; i < model::question_count; ++i) {
        const std::string id(model::questions[i].id);
        ui.gap(2);
        const auto item = ui.column(Role::item, "outline.item." + id);
        ui.link("outline." + id, TextStyle::quiet, model::questions[i].question, "#/verslag/" + entry.draft.id,
                state::GoTo{here, answer_key(i)});
    }
}

void write_screen(Ui& ui, const state::State& state, const state::DraftEntry& entry) {
    ui.gap(state.told.notices.empty() ? 1 : 4);
    if (words::has_own_name(entry)) ui.keep_dutch();
    ui.writers_text("draft.name", TextStyle::body, words::draft_name(ui.words(), entry), true);
    ui.gap(1);
    save_states(ui, "state", state, entry);
    reading_along(ui, state, entry);
    ui.read_along(state::reads_along(state, entry.draft.id));
    for (std::size_t i = 0; i < model::question_count; ++i) question(ui, state, entry, i);
    trip(ui, state, entry);
    ui.read_along(false);
    unplaced_in_draft(ui, state, entry);
    ui.gap(10);
    ui.text("about.check", TextStyle::hint, words::about_check);
    ui.gap(3);
    {
        const auto row = ui.row(Role::box, "actions");
        ui.button("check", Ui::Button::primary, words::check, state::GoTo{Route{Screen::check, entry.draft.id}, {}});
        ui.button("versions", Ui::Button::quiet, words::versions,
                  state::GoTo{Route{Screen::versions, entry.draft.id}, {}});
    }
    ui.gap(3);
    save_states(ui, "state.end", state, entry);
}

}  // namespace screen
