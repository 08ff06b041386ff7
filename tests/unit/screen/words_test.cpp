// The words of the interface: exact where people and help texts rely on them, and never missing for anything that can happen.
#include "screen/words.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

using namespace screen;
using state::LocalTime;

namespace {

const Catalog dutch;

// Every value of an enumeration from the first to the last.
template <typename Enum>
std::vector<Enum> values(Enum last) {
    std::vector<Enum> all;
    for (int i = 0; i <= static_cast<int>(last); ++i) all.push_back(static_cast<Enum>(i));
    return all;
}

// Sentences begin with a capital or a quotation mark, end with a full stop, and have no double spaces.
bool is_sentences(const std::string& text) {
    const bool begins = !text.empty() && ((text[0] >= 'A' && text[0] <= 'Z') || text.rfind("‘", 0) == 0);
    return begins && text.back() == '.' && text.find("  ") == std::string::npos && text.find("..") == std::string::npos;
}

state::DraftEntry entry(LocalTime changed = {2026, 11, 23, 14, 3, 9, 60}) {
    state::DraftEntry made;
    made.changed = changed;
    return made;
}

}  // namespace

TEST_CASE("moment: today by the clock, any other day with its date") {
    const LocalTime now{2026, 11, 23, 14, 30, 0, 60};
    CHECK(words::moment(dutch, {2026, 11, 23, 14, 3, 59, 60}, now) == "vandaag 14:03");
    CHECK(words::moment(dutch, {2026, 11, 23, 0, 0, 0, 60}, now) == "vandaag 00:00");
    CHECK(words::moment(dutch, {2026, 11, 22, 23, 59, 0, 60}, now) == "22 nov 2026, 23:59");
    CHECK(words::moment(dutch, {2025, 11, 23, 14, 3, 0, 60}, now) == "23 nov 2025, 14:03");
    CHECK(words::moment(dutch, {2026, 10, 23, 9, 5, 0, 60}, now) == "23 okt 2026, 09:05");
    CHECK(words::moment(dutch, {2026, 11, 23, 14, 3, 0, 60}, {2026, 11, 24, 9, 0, 0, 60}) == "23 nov 2026, 14:03");
}

TEST_CASE("moment: short months as they are written in Dutch") {
    const char* const months[] = {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"};
    for (int month = 1; month <= 12; ++month) {
        CHECK(words::moment(dutch, {2026, month, 1, 8, 0, 0, 0}, {2027, 1, 1}) ==
              "1 " + std::string(months[month - 1]) + " 2026, 08:00");
    }
    // An odd clock must not do harm.
    CHECK(words::moment(dutch, {2026, 13, 1, 8, 0, 0, 0}, {}) == "1  2026, 08:00");
    CHECK(words::moment(dutch, {2026, 0, 1, 8, 0, 0, 0}, {}) == "1  2026, 08:00");
}

TEST_CASE("draft_name: the given name, else the trip's, else the day it was changed") {
    state::DraftEntry draft = entry();
    CHECK(words::draft_name(dutch, draft) == "Verslag van 23 november 2026");
    draft.draft.report.detail(model::Trip::name) = " \n";
    CHECK(words::draft_name(dutch, draft) == "Verslag van 23 november 2026");
    draft.draft.report.detail(model::Trip::name) = "Werkbezoek Gent";
    CHECK(words::draft_name(dutch, draft) == "Werkbezoek Gent");
    draft.draft.name = "Gent, tweede keer";
    CHECK(words::draft_name(dutch, draft) == "Gent, tweede keer");
    CHECK(words::draft_name(dutch, entry({2026, 3, 1, 0, 0, 0, 0})) == "Verslag van 1 maart 2026");
}

TEST_CASE("draft_name: a name of white space is none") {
    state::DraftEntry draft = entry();
    draft.draft.name = " \u00A0\t";
    CHECK(words::draft_name(dutch, draft) == "Verslag van 23 november 2026");
}

TEST_CASE("save_state: the exact words") {
    state::DraftEntry draft = entry();
    draft.safety = state::Safety::saving;
    CHECK(words::save_state(dutch, draft.safety, draft, draft.changed) == "Bezig met bewaren");
    draft.safety = state::Safety::in_browser;
    CHECK(words::save_state(dutch, draft.safety, draft, draft.changed) == "Bewaard in deze browser, 14:03");
    draft.safety = state::Safety::not_saved;
    CHECK(words::save_state(dutch, draft.safety, draft, draft.changed) == "Niet bewaard");
    for (const state::Safety safety : values(state::Safety::not_saved)) {
        draft.safety = safety;
        CHECK(words::save_state(dutch, draft.safety, draft, draft.changed) != "");
    }
}

TEST_CASE("only_in_one: which store did not take the text; the sentence stays while more is typed") {
    using state::Safety, state::StorageTrouble;
    state::State state;
    state.storage.replica = state::Replica::usable;
    state::DraftEntry draft = entry();
    draft.newest.revision = 3;
    const auto sentence = [&](StorageTrouble local, StorageTrouble copy, Safety safety) {
        draft.local.trouble = local;
        draft.copy.trouble = copy;
        draft.safety = safety;
        return words::only_in_one(dutch, state, draft);
    };
    constexpr auto none = StorageTrouble::none, full = StorageTrouble::full, failed = StorageTrouble::failed;
    for (const Safety safety : {Safety::saving, Safety::in_browser, Safety::on_device}) {
        CHECK(sentence(none, none, safety).empty());
        CHECK(sentence(none, failed, safety) == words::copy_failed);
        CHECK(sentence(full, none, safety).find("Je tekst staat alleen in de veiligheidskopie.") != std::string::npos);
        CHECK(is_sentences(sentence(full, none, safety)));
        CHECK(is_sentences(sentence(failed, none, safety)));
        CHECK(sentence(full, failed, safety).empty());
    }
    CHECK(sentence(full, none, Safety::not_saved).empty());  // save_trouble says it
    CHECK(sentence(full, none, Safety::untouched).empty());
    state.storage.has_local = false;
    CHECK(sentence(none, none, Safety::on_device).find("werkt niet") != std::string::npos);
    state.storage.replica = state::Replica::unavailable;
    CHECK(sentence(none, none, Safety::in_browser).empty());
}

TEST_CASE("save_trouble: a sentence for every trouble, and a download to save the text") {
    for (const state::StorageTrouble trouble : values(state::StorageTrouble::failed)) {
        const std::string text = words::save_trouble(dutch, trouble);
        INFO(text);
        if (trouble == state::StorageTrouble::none) {
            CHECK(text == "");
            continue;
        }
        CHECK(is_sentences(text));
        CHECK(text.find("Download") != std::string::npos);
    }
}

TEST_CASE("announcement: something for every kind, a full stop where it is more than a line") {
    using Kind = state::Announcement::Kind;
    std::set<std::string> said;
    for (const Kind kind : values(Kind::language_missing)) {
        if (kind == Kind::text_view_opened || kind == Kind::text_view_refused) continue;  // their subject is a reason
        const std::string text = words::announcement(dutch, {kind, "Werkbezoek Gent", 1});
        INFO(text);
        CHECK(text.empty() == (kind == Kind::none));
        CHECK(said.insert(text).second);
        if (text.find(". ") != std::string::npos) CHECK(is_sentences(text));
        // Also without a name it says something whole.
        const std::string bare = words::announcement(dutch, {kind, "", 1});
        CHECK(bare.empty() == (kind == Kind::none));
        CHECK(bare.find("‘’") == std::string::npos);
    }
    for (const state::TextView::Why why : values(state::TextView::Why::cannot_paint)) {
        if (why == state::TextView::Why::chosen) continue;  // said as text_view_on
        const std::string subject = std::to_string(static_cast<unsigned>(why));
        const std::string text = words::announcement(dutch, {Kind::text_view_opened, subject, 1});
        CHECK(is_sentences(text));
        CHECK(said.insert(text).second);
        CHECK(words::announcement(dutch, {Kind::text_view_refused, subject, 1}) == text);
    }
    CHECK(words::announcement(dutch, {Kind::saved, "", 1}) == "Bewaard in deze browser");
    CHECK(words::announcement(dutch, {Kind::deleted, "Werkbezoek Gent", 1}) ==
          "‘Werkbezoek Gent’ is verwijderd uit deze app. Je kunt dit ongedaan maken.");
    CHECK(words::announcement(dutch, {Kind::deleted, "", 1}) ==
          "Verslag is verwijderd uit deze app. Je kunt dit ongedaan maken.");
    CHECK(words::day_in_report("2026-09-04") == "4 september 2026");
    CHECK(words::day_in_report("2026-12-31") == "31 december 2026");
    CHECK(words::day_in_report("2026-13-31") == "2026-13-31");
    CHECK(words::announcement(dutch, {Kind::downloaded, "verslag-dienstreis-gent-2026-11.txt", 1}) ==
          "Aangeboden als download: verslag-dienstreis-gent-2026-11.txt. Kijk in je map Downloads.");
}

TEST_CASE("import_problem and file_trouble: a sentence of their own for every reason") {
    std::set<std::string> said;
    for (const formats::ImportProblem problem : values(formats::ImportProblem::not_text)) {
        const std::string text = words::import_problem(dutch, problem);
        INFO(text);
        CHECK(said.insert(text).second);
        CHECK((problem == formats::ImportProblem::none ? text.empty() : is_sentences(text)));
    }
    using Trouble = state::ImportInput::FileTrouble;
    for (const Trouble trouble : values(Trouble::unreadable)) {
        state::ImportInput input;
        input.file_trouble = trouble;
        const std::string text = words::file_trouble(dutch, input);
        INFO(text);
        CHECK((trouble == Trouble::none ? text.empty() : said.insert(text).second && is_sentences(text)));
    }
}

TEST_CASE("notice: a sentence for every kind, with line, question and text where it has them") {
    using Kind = formats::Notice::Kind;
    std::set<std::string> said;
    for (const Kind kind : values(Kind::json_unexpected)) {
        formats::Notice notice{kind, 12, 1, "seat"};
        const std::string text = words::notice(dutch, notice);
        INFO(text);
        CHECK(is_sentences(text));
        CHECK(said.insert(text).second);
        notice.line = 0;
        CHECK(words::notice(dutch, notice).find("Regel") == std::string::npos);
    }
    CHECK(words::notice(dutch, {Kind::missing_heading, 0, 1}) ==
          "De vraag ‘Hoelang duurde de reis?’ staat niet in de tekst. Het antwoord blijft leeg.");
    CHECK(words::notice(dutch, {Kind::repeated_heading, 7, 0}).find("Regel 7: De vraag ‘Hoeveel personen") == 0);
    CHECK(words::notice(dutch, {Kind::unknown_member, 0, formats::Notice::no_question, "seat"}).find("‘seat’") !=
          std::string::npos);
}

TEST_CASE("answered and bytes: numbers in words") {
    CHECK(words::answered(dutch, 0) == "0 van 7 beantwoord");
    CHECK(words::answered(dutch, 5) == "5 van 7 beantwoord");
    CHECK(words::bytes(dutch, 0) == "0 bytes");
    CHECK(words::bytes(dutch, 999) == "999 bytes");
    CHECK(words::bytes(dutch, 1000) == "1 kB");
    CHECK(words::bytes(dutch, 14'499) == "14 kB");
    CHECK(words::bytes(dutch, 14'500) == "15 kB");
    CHECK(words::bytes(dutch, 999'499) == "999 kB");
    CHECK(words::bytes(dutch, 999'500) == "1 MB");
    CHECK(words::bytes(dutch, 999'499'999) == "999 MB");
    CHECK(words::bytes(dutch, 60'000'000'000) == "60 GB");
}

TEST_CASE("the fixed sentences are whole, and every word stands without white space around it") {
    for (const std::string_view sentence :
         {words::no_drafts, words::stays_here, words::storage_blocked, words::trip_note, words::not_recognised_note,
          words::what_downloads_are, words::text_not_reversible, words::import_intro, words::unreadable_note,
          words::unknown_draft_note, words::newer_version_note, words::offline_ready}) {
        INFO(sentence);
        CHECK(is_sentences(std::string(sentence)));
    }
    CHECK(words::new_draft == "Nieuw verslag");
    CHECK(words::import == "Importeren");
    CHECK(words::undo == "Ongedaan maken");
    CHECK(words::show_more == "Toon meer");
    CHECK(words::trip_group == "Reisgegevens (niet verplicht)");
    CHECK(words::check == "Controleren");
    CHECK(words::not_filled == "Niet ingevuld");
    CHECK(words::download_text == "Download als tekst");
    CHECK(words::download_json == "Download als JSON");
    CHECK(words::paste_here == "Plak hier de tekst van een verslag");
    CHECK(words::choose_file == "Bestand kiezen");
    CHECK(words::accept_import == "Overnemen als nieuw verslag");
}
