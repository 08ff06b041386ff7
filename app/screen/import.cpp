// Importeren: paste or choose, see what goes where, take it over. Nothing is stored before that.
#include <algorithm>

#include "screen/page.h"
#include "screen/words.h"

namespace screen {

using semantics::Role;

namespace {

// How many reports of one text are listed; Alle overnemen takes the others too.
constexpr std::size_t most_choices = 50;

// The choice which of several reports the preview shows, and the button that takes all of them over.
void choices(Ui& ui, const formats::Import& import, std::size_t shown) {
    const std::size_t count = import.reports.size();
    ui.gap(3);
    ui.text("several", TextStyle::body, words::several_reports(ui.words(), count));
    ui.gap(3);
    {
        const auto row = ui.row(Role::box, "several.all");
        ui.button("accept.all", Ui::Button::primary, words::accept_all(ui.words(), count), state::AcceptAllImports{});
    }
    ui.gap(3);
    const auto row = ui.row(Role::group, "several.choices", words::look_at);
    for (std::size_t i = 0; i < std::min(count, most_choices); ++i) {
        ui.button("several." + std::to_string(i), Ui::Button::quiet, words::report_number(ui.words(), i),
                  state::ShowImported{i});
    }
    if (import.whole) {
        ui.button("several.whole", Ui::Button::quiet, words::as_one_report, state::ShowImported{count});
    }
    if (shown >= most_choices && shown < count) {
        ui.text("several.shown", TextStyle::small, words::report_number(ui.words(), shown));
    }
}

// How much of the text was recognised, in a sentence or two.
void outcome(Ui& ui, const formats::ImportedReport& imported, const formats::Import& import) {
    ui.gap(2);
    ui.text("preview.outcome", TextStyle::body, words::import_outcome(ui.words(), imported.report));
    std::size_t number = 0;
    // A notice may quote the file, so the DOM paints it.
    const auto notices = [&](const std::vector<formats::Notice>& all) {
        for (const formats::Notice& notice : all) {
            ui.gap(2);
            ui.writers_text("preview.notice." + std::to_string(number++), TextStyle::body,
                            words::notice(ui.words(), notice));
        }
    };
    notices(import.notices);
    notices(imported.notices);
}

void preview(Ui& ui, const state::State& state) {
    const state::ImportInput& input = state.import;
    const formats::Import& import = *input.preview;
    const formats::ImportedReport& imported = state::shown_report(input);
    const bool is_one_of_several = import.reports.size() > 1 && input.shown < import.reports.size();
    ui.gap(10);
    const auto box = ui.column(Role::group, "preview", words::preview);
    if (state.device.room.is_closed()) {
        ui.text("preview.room", TextStyle::alarm, words::room_notice(ui.words(), state.device.room));
        ui.gap(6);
    }
    if (import.reports.size() > 1) {
        ui.heading("several.heading", 2, TextStyle::subtitle, words::several_heading);
        choices(ui, import, input.shown);
        ui.gap(8);
    }
    ui.heading("preview.heading", 2, TextStyle::subtitle,
               is_one_of_several ? words::report_of(ui.words(), input.shown, import.reports.size())
                                 : std::string(words::preview));
    if (!input.file_name.empty() && model::is_answered(input.text)) {
        ui.gap(2);
        ui.text("preview.beside", TextStyle::body, words::import_text_stays);
    }
    outcome(ui, imported, import);
    ui.gap(4);
    {
        const auto row = ui.row(Role::box, "preview.actions");
        ui.button("accept", import.reports.size() > 1 ? Ui::Button::standard : Ui::Button::primary,
                  words::accept_import, state::AcceptImport{});
    }
    for (std::size_t i = 0; i < model::question_count; ++i) {
        const std::string id(model::questions[i].id);
        const std::string& answer = imported.report.answers[i];
        ui.gap(6);
        ui.keep_dutch();
        ui.heading("preview.question." + id, 3, TextStyle::question, model::questions[i].question);
        ui.gap(1);
        if (model::is_answered(answer)) {
            excerpt(ui, "preview.answer." + id, answer);
        } else {
            ui.text("preview.empty." + id, TextStyle::hint, words::not_filled);
        }
    }
    for (std::size_t i = 0; i < model::trip_detail_count; ++i) {
        const std::string& text = imported.report.trip[i];
        if (text.empty()) continue;
        const std::string id(model::trip_details[i].id);
        ui.gap(4);
        ui.text("preview.trip.label." + id, TextStyle::small, model::trip_details[i].label);
        excerpt(ui, "preview.trip." + id, text);
    }
    unplaced_to_read(ui, imported.report, 3);
}

}  // namespace

void import_screen(Ui& ui, const state::State& state) {
    const state::ImportInput& input = state.import;
    ui.gap(2);
    ui.text("import.intro", TextStyle::body, words::import_intro);
    ui.gap(6);
    {
        const auto row = ui.row(Role::box, "import.file.row");
        ui.file_chooser("import.file", words::choose_file);
    }
    ui.gap(1);
    ui.text("import.drop", TextStyle::hint, words::or_drop);
    if (!input.file_name.empty()) {
        ui.gap(2);
        ui.writers_text("import.file.name", TextStyle::hint,
                        words::chosen_file(ui.words(), model::show_hidden(input.file_name)));
    }
    ui.gap(6);
    ui.label("import.label", 2, TextStyle::question, words::paste_here, "import.text");
    ui.gap(2);
    ui.text_area("import.text", "import.label", input.text, 6, state::EditImportText{});
    ui.flag_last(semantics::scrolls);
    const std::string trouble = words::why_not_imported(ui.words(), input);
    if (!trouble.empty()) {
        ui.gap(4);
        ui.text("import.trouble", TextStyle::alarm, trouble);
    } else if (input.preview.has_value()) {
        preview(ui, state);
    }
}

}  // namespace screen
