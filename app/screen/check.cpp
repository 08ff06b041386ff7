// Controleren: the whole report as it will read, a way back to each answer, and the downloads.
#include "formats/text.h"
#include "formats/tidy.h"
#include "screen/page.h"
#include "screen/words.h"

namespace screen {

using semantics::Role;
using state::Route;
using state::Screen;

namespace {

void downloads(Ui& ui, const state::State& state, const state::DraftEntry& entry) {
    using As = state::DownloadReport::As;
    const model::Report& report = entry.draft.report;
    ui.gap(12);
    ui.heading("downloads.heading", 2, TextStyle::subtitle, words::downloads);
    const std::string left_out =
        words::text_leaves_out(ui.words(), model::has_trip_details(report), !report.unplaced.empty());
    if (!left_out.empty()) {
        ui.gap(2);
        ui.text("downloads.leaves-out", TextStyle::body, left_out);
    }
    if (!formats::text_export_is_reversible(report)) {
        ui.gap(2);
        ui.text("downloads.not-reversible", TextStyle::body, words::text_not_reversible);
    }
    ui.gap(4);
    {
        const auto row = ui.row(Role::box, "downloads");
        ui.button("download.text", Ui::Button::primary, words::download_text,
                  state::DownloadReport{entry.draft.id, As::text});
        ui.button("download.json", Ui::Button::standard, words::download_json,
                  state::DownloadReport{entry.draft.id, As::json});
    }
    notices(ui, state, true);
    ui.gap(3);
    ui.text("downloads.what", TextStyle::hint, words::what_downloads_are);
}

// The buttons that mend something in an answer or undo that, beside the link that goes to the answer to change it by hand.
void mend(Ui& ui, const state::State& state, const state::DraftEntry& entry, std::size_t index) {
    using Kind = state::TextChange::Kind;
    const std::string id(model::questions[index].id);
    const std::string subject = ": " + ui.say(model::questions[index].question);
    const std::string& text = entry.draft.report.answers[index];
    const auto action = [&](const std::string& key, std::string_view words, state::Event event) {
        ui.button(key, Ui::Button::quiet, words, std::move(event), ui.say(words) + subject);
    };
    if (formats::has_untidy_bullets(text)) {
        action("tidy." + id, words::tidy_bullets, state::TidyBullets{entry.draft.id, index});
    }
    if (formats::has_empty_links(text)) {
        action("unwrap." + id, words::unwrap_links, state::UnwrapLinks{entry.draft.id, index});
    }
    const state::TextChange* const change = state::change_to_undo(state, entry.draft.id);
    if (change == nullptr || change->question != index) return;
    if (change->kind != Kind::tidied && change->kind != Kind::unwrapped) return;
    action("undo.change", words::undo, state::UndoChange{entry.draft.id});
    ui.text("mended." + id, TextStyle::small,
            change->kind == Kind::tidied ? words::bullets_tidied : words::links_unwrapped);
}

void answer(Ui& ui, const state::State& state, const state::DraftEntry& entry, std::size_t index) {
    const model::Question& question = model::questions[index];
    const std::string id(question.id);
    const std::string& text = entry.draft.report.answers[index];
    ui.gap(8);
    const auto box = ui.column(Role::box, "read." + id);
    ui.keep_dutch();
    ui.heading("read.question." + id, 2, TextStyle::question, question.question);
    ui.gap(1);
    if (model::is_answered(text)) {
        ui.keep_dutch();
        ui.writers_text("read.answer." + id, TextStyle::body, model::show_hidden(text, false));
    } else {
        ui.text("read.empty." + id, TextStyle::hint, words::not_filled);
    }
    ui.gap(1);
    if (formats::has_empty_links(text)) {
        ui.text("read.links." + id, TextStyle::body, words::has_empty_links);
        ui.gap(1);
    }
    const auto row = ui.row(Role::box, "read.actions." + id);
    ui.link("change." + id, TextStyle::nav, words::change, "#/verslag/" + entry.draft.id,
            state::GoTo{Route{Screen::write, entry.draft.id}, answer_key(index)}, false,
            ui.say(words::change) + " " + ui.say(question.question));
    if (!state::reads_along(state, entry.draft.id)) mend(ui, state, entry, index);
}

void trip(Ui& ui, const state::DraftEntry& entry) {
    if (!model::has_trip_details(entry.draft.report)) return;
    ui.gap(8);
    const auto group = ui.column(Role::group, "read.trip", words::trip_details);
    ui.heading("read.trip.heading", 2, TextStyle::question, words::trip_details);
    for (std::size_t i = 0; i < model::trip_detail_count; ++i) {
        const std::string& text = entry.draft.report.trip[i];
        if (text.empty()) continue;
        const std::string id(model::trip_details[i].id);
        ui.gap(2);
        ui.text("read.trip.label." + id, TextStyle::small, model::trip_details[i].label);
        ui.keep_dutch();
        const bool is_date = model::trip_details[i].kind == model::TripDetail::Kind::date;
        ui.writers_text("read.trip." + id, TextStyle::body, is_date ? words::day_in_report(text) : text);
    }
}

}  // namespace

void check_screen(Ui& ui, const state::State& state, const state::DraftEntry& entry) {
    ui.gap(1);
    if (words::has_own_name(entry)) ui.keep_dutch();
    ui.writers_text("draft.name", TextStyle::body, words::draft_name(ui.words(), entry), true);
    ui.gap(1);
    save_states(ui, "state", state, entry);
    reading_along(ui, state, entry);
    ui.gap(2);
    ui.link("to.downloads", TextStyle::quiet, words::to_downloads, state::address(state.route),
            state::GoTo{state.route, "download.text"});
    for (std::size_t i = 0; i < model::question_count; ++i) answer(ui, state, entry, i);
    trip(ui, entry);
    unplaced_in_draft(ui, state, entry);
    downloads(ui, state, entry);
    ui.gap(10);
    const auto row = ui.row(Role::box, "actions");
    ui.button("write", Ui::Button::standard, words::back_to_writing,
              state::GoTo{Route{Screen::write, entry.draft.id}, {}});
}

}  // namespace screen
