// Rules of state/importing.h.
#include "state/importing.h"

#include <utility>

#include "drafts/backup.h"
#include "formats/text.h"
#include "state/keeping.h"
#include "state/places.h"
#include "state/putting_back.h"
#include "state/turn.h"

namespace state {
namespace {

bool has_preview(const State& state) {
    return state.import.preview && state.import.preview->problem == formats::ImportProblem::none;
}

void announce_import(Turn& turn) {
    if (!turn.state.import.preview) return;
    turn.announce(has_preview(turn.state) ? Said::import_ready : Said::import_refused, turn.state.import.file_name);
}

DraftEntry& keep_imported(Turn& turn, std::string id, model::Report report) {
    DraftEntry entry;
    entry.draft.id = std::move(id);
    entry.draft.report = std::move(report);
    entry.edits = entry.announced_edits = 1;
    entry.changed = turn.action.now;
    DraftEntry& imported = *turn.state.drafts.insert(turn.state.drafts.begin(), std::move(entry));
    write_new(turn, imported);
    return imported;
}

void read_pasted(Turn& turn, std::string text) {
    State& state = turn.state;
    state.import = {};
    state.import.text = std::move(text);
    if (model::is_answered(state.import.text)) state.import.preview = formats::import_any(state.import.text);
}

// All of the preview has been taken over. When that was a file's, the text in the field is still to come.
void end_import(Turn& turn) {
    State& state = turn.state;
    read_pasted(turn, state.import.file_name.empty() ? std::string() : std::move(state.import.text));
    if (state.import.preview) turn.announce(Said::import_text_left);
}

void show_import(Turn& turn) { show_screen(turn, Screen::import); }

}  // namespace

void on(Turn& turn, const FileRead& event) {
    State& state = turn.state;
    if (state.route.screen == Screen::restore || drafts::looks_like_backup(event.bytes)) {
        drafts::BackupReading& file = show_restore(turn, event.name).file;
        file = drafts::read_backup(event.bytes);
        drafts::let_history_stand_in(file.backup);
        if (!drafts::is_readable(state.restore->file.problem)) {
            turn.announce(Said::import_refused, event.name);
        } else {
            turn.want(ReadAll{});
        }
        return;
    }
    state.import.file_name = event.name;
    state.import.file_trouble = ImportInput::FileTrouble::none;
    state.import.preview = formats::import_any(event.bytes);
    state.import.shown = 0;
    show_import(turn);
    announce_import(turn);
}

void on(Turn& turn, const FileRefused& event) {
    State& state = turn.state;
    using Trouble = ImportInput::FileTrouble;
    const Trouble trouble = event.too_large ? Trouble::too_large : Trouble::unreadable;
    if (state.route.screen == Screen::restore) {
        show_restore(turn, event.name).file_trouble = trouble;
    } else {
        state.import.file_name = event.name;
        state.import.file_trouble = trouble;
        state.import.preview.reset();
        show_import(turn);
    }
    turn.announce(Said::import_refused, event.name);
}

void on(Turn& turn, const EditImportText& event) {
    State& state = turn.state;
    const auto outcome = [&state] {
        const bool has_answers = has_preview(state) && model::answered_count(shown_report(state.import).report) > 0;
        return std::pair(state.import.preview ? std::optional(state.import.preview->problem) : std::nullopt,
                         has_answers);
    };
    const auto before = outcome();
    const std::string text = formats::with_lf(event.text);
    if (text == state.import.text) return;
    read_pasted(turn, text);
    if (outcome() != before) announce_import(turn);
}

void on(Turn& turn, const TextDropped& event) {
    // The dropped text is added after the text in the field, which is kept nowhere else.
    const std::string before =
        model::is_answered(turn.state.import.text) ? turn.state.import.text + "\n\n" : std::string();
    read_pasted(turn, before + as_typed(event.text));
    show_import(turn);
    announce_import(turn);
}

void on(Turn& turn, const ShowImported& event) {
    State& state = turn.state;
    if (!has_preview(state) || event.index > state.import.preview->reports.size()) return;
    state.import.shown = event.index;
    const bool is_whole = event.index == state.import.preview->reports.size();
    turn.announce(Said::import_shown, is_whole ? std::string() : std::to_string(event.index + 1));
}

void on(Turn& turn, const AcceptImport&) {
    if (!has_preview(turn.state) || refuses_new(turn)) return;
    DraftEntry& imported = keep_imported(turn, turn.action.random_id, shown_report(turn.state.import).report);
    turn.announce(Said::imported, imported);
    // The other reports of the same text can still be taken over.
    if (turn.state.import.preview->reports.size() == 1) end_import(turn);
    set_route(turn, {Screen::write, turn.action.random_id});
    turn.set_address(false);
    turn.want(ScrollToTop{});
}

void on(Turn& turn, const AcceptAllImports&) {
    if (!has_preview(turn.state) || refuses_new(turn)) return;
    const formats::Import import = *std::exchange(turn.state.import.preview, std::nullopt);
    // The last one first, so that the list, newest on top, has them in the order of the text.
    for (std::size_t i = import.reports.size(); i-- > 0;) {
        keep_imported(turn, i == 0 ? turn.action.random_id : turn.further_id(i), import.reports[i].report);
    }
    turn.announce(Said::imported_all, std::to_string(import.reports.size()));
    end_import(turn);
    set_route(turn, {});
    turn.set_address(false);
    turn.want(ScrollToTop{});
}

const formats::ImportedReport& shown_report(const ImportInput& input) {
    const formats::Import& preview = *input.preview;
    return input.shown < preview.reports.size() ? preview.reports[input.shown] : preview.as_one();
}

}  // namespace state
