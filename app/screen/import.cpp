// Importeren: paste or choose, see what goes where, take it over. Nothing is stored before that.
#include "screen/page.h"
#include "screen/words.h"

namespace screen {

using semantics::Role;

namespace {

void preview(Ui& ui, const formats::Import& import) {
    ui.gap(10);
    const auto box = ui.column(Role::group, "preview", words::preview);
    ui.heading("preview.heading", 2, TextStyle::subtitle, words::preview);
    const formats::ImportedReport& one = import.as_one();
    std::vector<formats::Notice> notices = import.notices;
    notices.insert(notices.end(), one.notices.begin(), one.notices.end());
    for (std::size_t i = 0; i < notices.size(); ++i) {
        ui.gap(2);
        // A notice may quote a key of the file, so the DOM paints it.
        ui.writers_text("preview.notice." + std::to_string(i), TextStyle::hint, words::notice(notices[i]));
    }
    ui.gap(4);
    {
        const auto row = ui.row(Role::box, "preview.actions");
        ui.button("accept", Ui::Button::primary, words::accept_import, state::AcceptImport{});
    }
    for (std::size_t i = 0; i < model::question_count; ++i) {
        const std::string id(model::questions[i].id);
        const std::string& answer = one.report.answers[i];
        ui.gap(6);
        ui.heading("preview.question." + id, 3, TextStyle::question, model::questions[i].question);
        ui.gap(1);
        if (model::is_answered(answer)) {
            ui.writers_text("preview.answer." + id, TextStyle::body, answer);
        } else {
            ui.text("preview.empty." + id, TextStyle::hint, words::not_filled);
        }
    }
    for (std::size_t i = 0; i < model::trip_detail_count; ++i) {
        const std::string& text = one.report.trip[i];
        if (text.empty()) continue;
        const std::string id(model::trip_details[i].id);
        ui.gap(4);
        ui.text("preview.trip.label." + id, TextStyle::small, model::trip_details[i].label);
        ui.writers_text("preview.trip." + id, TextStyle::body, text);
    }
    unplaced_texts(ui, one.report, 3);
}

}  // namespace

void import_screen(Ui& ui, const state::State& state) {
    const state::ImportInput& input = state.import;
    ui.heading("screen", 1, TextStyle::title, words::import);
    ui.gap(2);
    ui.text("import.intro", TextStyle::body, words::import_intro);
    ui.gap(6);
    ui.label("import.label", 2, TextStyle::question, words::paste_here, "import.text");
    ui.gap(2);
    ui.text_area("import.text", "import.label", input.text, 6, state::EditImportText{});
    ui.flag_last(semantics::scrolls);
    ui.gap(4);
    {
        const auto row = ui.row(Role::box, "import.file.row");
        ui.file_chooser("import.file", words::choose_file);
    }
    if (!input.file_name.empty()) {
        ui.gap(2);
        ui.writers_text("import.file.name", TextStyle::hint, "Gekozen: " + input.file_name);
    }
    const std::string trouble = !words::file_trouble(input).empty() ? words::file_trouble(input)
                                : input.preview.has_value()         ? words::import_problem(input.preview->problem)
                                                                    : std::string();
    if (!trouble.empty()) {
        ui.gap(4);
        ui.text("import.trouble", TextStyle::alarm, trouble);
    } else if (input.preview.has_value()) {
        preview(ui, *input.preview);
    }
}

}  // namespace screen
