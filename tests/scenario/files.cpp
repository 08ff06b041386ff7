// Files and pastes coming in, reports going out.
#include <catch2/generators/catch_generators.hpp>

#include "formats/json.h"
#include "formats/text.h"
#include "scenario.h"

using namespace scenario;
using Said = Announcement::Kind;

namespace {

std::string report_text() {
    model::Report report;
    report.answers[0] = "5 ambtenaren";
    report.answers[6] = "Nee";
    return formats::export_text(report);
}

}  // namespace

TEST_CASE("pasted, looked at, taken over") {
    Store store;
    Page page(store, "#/importeren");
    page.act(EditImportText{report_text()});
    REQUIRE(page.state.import.preview);
    CHECK(page.state.import.preview->problem == formats::ImportProblem::none);
    CHECK(page.said() == Said::import_ready);
    CHECK(store.writes == 0);

    const auto effects = page.act(AcceptImport{});
    CHECK(page.said() == Said::imported);
    CHECK(page.state.route.screen == Screen::write);
    const std::string id = page.state.route.draft;
    CHECK_FALSE(find<SetAddress>(effects)->replace);
    CHECK_FALSE(find<SetAddress>(effects)->fresh);
    CHECK(find<ScrollToTop>(effects));
    CHECK(find<WriteRecord>(effects));
    CHECK(page.text(id) == "5 ambtenaren");
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(page.state.import.text.empty());
    CHECK_FALSE(page.state.import.preview);
    CHECK(Page(store).text(id, 6) == "Nee");
    page.leave_field();
    CHECK(page.said() == Said::imported);
    CHECK(page.act(AcceptImport{}).empty());
}

TEST_CASE("what an import comes to is said when it changes, not at every letter") {
    Store store;
    Page page(store, "#/importeren");
    const auto serial = [&] { return page.state.told.last.serial; };
    page.act(EditImportText{"  \n"});
    CHECK_FALSE(page.state.import.preview);
    CHECK(serial() == 0);
    page.act(EditImportText{"{}"});
    CHECK(page.said() == Said::import_refused);
    page.act(EditImportText{"{ }"});
    CHECK(serial() == 1);
    page.act(EditImportText{"zomaar iets"});
    CHECK(page.said() == Said::import_ready);
    page.act(EditImportText{"zomaar iets anders"});
    CHECK(serial() == 2);
    // From text that belongs nowhere to answers.
    page.act(EditImportText{report_text()});
    CHECK(page.said() == Said::import_ready);
    CHECK(serial() == 3);
    page.act(EditImportText{report_text() + "!"});
    CHECK(serial() == 3);
    page.act(EditImportText{""});
    CHECK_FALSE(page.state.import.preview);
    CHECK(serial() == 3);
    CHECK(page.act(AcceptImport{}).empty());
    CHECK(page.state.drafts.empty());
}

TEST_CASE("a refused import stores nothing") {
    Store store;
    Page page(store, "#/importeren");
    page.act(FileRead{"boodschappen.json", "{\"melk\": 1}"});
    CHECK(page.said() == Said::import_refused);
    CHECK(page.act(AcceptImport{}).empty());
    page.act(FileRead{"boodschappen.json", "{\"melk\": 1}"});
    CHECK(page.state.told.last.serial == 2);  // a second try is answered as well
    CHECK(store.writes == 0);
    CHECK(page.state.drafts.empty());
}

TEST_CASE("a file beside pasted text") {
    Store store;
    Page page(store, "#/importeren");
    page.act(EditImportText{"half getypt"});
    page.act(FileRead{"verslag.txt", report_text()});
    CHECK(page.state.import.text == "half getypt");
    CHECK(page.state.import.file_name == "verslag.txt");
    CHECK(page.said() == Said::import_ready);
    CHECK(page.state.told.last.subject == "verslag.txt");

    page.act(FileRefused{"film.mp4", true});
    CHECK(page.state.import.file_trouble == ImportInput::FileTrouble::too_large);
    CHECK_FALSE(page.state.import.preview);
    CHECK(page.said() == Said::import_refused);
    page.act(FileRefused{"weg.txt", false});
    CHECK(page.state.import.file_trouble == ImportInput::FileTrouble::unreadable);

    page.act(EditImportText{"half getypt, verder"});
    CHECK(page.state.import.file_name.empty());
    CHECK(page.state.import.file_trouble == ImportInput::FileTrouble::none);
    CHECK(page.state.import.preview);
}

TEST_CASE("a file that is taken over leaves what was typed in the field, and that is told") {
    Store store;
    Page page(store, "#/importeren");
    page.act(EditImportText{"half getypt"});
    const bool has_several = GENERATE(false, true);
    page.act(FileRead{"verslag.txt", report_text() + (has_several ? report_text() : std::string())});
    REQUIRE(page.state.import.preview->reports.size() == (has_several ? 2 : 1));
    page.act(has_several ? Event(AcceptAllImports{}) : Event(AcceptImport{}));
    REQUIRE(page.state.drafts.size() == (has_several ? 2 : 1));
    CHECK(page.state.import.text == "half getypt");
    CHECK(page.state.import.file_name.empty());
    REQUIRE(page.state.import.preview);  // its own, which can be taken over next
    CHECK(page.state.import.preview->problem == formats::import_any("half getypt").problem);
    CHECK(page.said() == Said::import_text_left);
    CHECK(page.state.told.notices.size() == 2);
    CHECK(is_unkept(page.state));
}

TEST_CASE("a text that is dropped comes behind what was typed in the field") {
    Store store;
    Page page(store, "#/importeren");
    page.act(TextDropped{"gesleept"});
    CHECK(page.state.import.text == "gesleept");
    page.act(EditImportText{"getypt"});
    page.act(TextDropped{report_text()});
    CHECK(page.state.import.text == "getypt\n\n" + report_text());
    CHECK(page.said() == Said::import_ready);
}

TEST_CASE(
    "what stands in the field of an import is kept nowhere: leaving the page asks, another screen does not take it "
    "away") {
    Store store;
    Page page(store, "#/importeren");
    page.act(EditImportText{" \n"});
    CHECK(!is_unkept(page.state));
    page.act(EditImportText{report_text()});
    CHECK(is_unkept(page.state));
    page.act(GoTo{{Screen::help, {}}});
    CHECK(is_unkept(page.state));
    page.act(Navigated{"#/importeren"});
    CHECK(page.state.import.text == report_text());
    page.act(AcceptImport{});
    CHECK(!is_unkept(page.state));
}

TEST_CASE("a file dropped on another screen is shown where its preview stands") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("x");
    const auto effects = page.act(FileRead{"verslag.txt", report_text()});
    CHECK(page.state.route == Route{Screen::import, {}});
    CHECK_FALSE(find<SetAddress>(effects)->replace);
    CHECK(page.text(id) == "x");
}

TEST_CASE("an imported report with everything in it is stored as it was read") {
    Store store;
    Page page(store, "#/importeren");
    page.act(FileRead{
        "verslag.json",
        R"({"format":"reisverslag","version":1,"answers":{"persons":"2","weer":"mist é 🚲"},)"
        R"("trip":{"place":"Gent","departure":"gisteren","x":{"y":[1e2,"é"]}},"unplaced":["","é"],"z":[[[]]]})"});
    page.act(AcceptImport{});
    const std::string id = page.state.route.draft;
    CHECK(page.entry(id).safety == Safety::in_browser);
    CHECK(Page(store).entry(id).draft == page.entry(id).draft);
}

TEST_CASE("an import while storage is full stays in the page and is tried again") {
    Store store;
    Page page(store, "#/importeren");
    store.fault = [](std::uint64_t write) { return write < 3 ? Fault::full : Fault::none; };
    page.act(EditImportText{report_text()});
    page.act(AcceptImport{});
    const std::string id = page.state.route.draft;
    CHECK(page.entry(id).safety == Safety::not_saved);
    page.flush();
    CHECK(page.entry(id).safety == Safety::not_saved);
    page.flush();
    CHECK(page.said() == Said::save_recovered);
    CHECK(Page(store).text(id) == "5 ambtenaren");
}

TEST_CASE("downloads") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("5 ambtenaren");
    page.act(EditTripDetail{id, static_cast<std::size_t>(model::Trip::place), "Gent"});
    auto effects = page.act(DownloadReport{id, DownloadReport::As::text});
    const auto* download = find<Download>(effects);
    REQUIRE(download);
    CHECK(download->file_name == "verslag-dienstreis-gent-2026-11-23.txt");
    CHECK(download->media_type == "text/plain;charset=utf-8");
    CHECK(download->bytes == formats::export_text(page.entry(id).draft.report));
    CHECK(page.said() == Said::downloaded);
    CHECK(page.state.told.last.subject == download->file_name);

    effects = page.act(DownloadReport{id, DownloadReport::As::json});
    download = find<Download>(effects);
    REQUIRE(download);
    CHECK(download->file_name == "verslag-dienstreis-gent-2026-11-23.json");
    CHECK(download->media_type == "application/json");
    CHECK(download->bytes == formats::export_json(page.entry(id).draft.report));

    CHECK(page.act(DownloadReport{"onbekend"}).empty());
    CHECK(find<Download>(page.act(DownloadReport{page.start_draft()})));
}
