// What the list shows while something is searched for: always that which is found in the drafts as they are now.
#include <catch2/catch_test_macros.hpp>

#include "drafts/record.h"
#include "scenes.h"

using scenes::act;
using scenes::draft_id;
using screen::App;

namespace {

const std::string list_prefix = "rv1 /reis/ ";

std::string line_about(std::uint64_t revision, const std::string& answer, const std::string& name = "Gent") {
    drafts::Record record{revision, 0, "0a1b2c3d", "2026-11-23T14:03:09+01:00", {}};
    record.draft.name = name;
    record.draft.report.answers[0] = answer;
    return drafts::write_record(record);
}

drafts::StoredItem item_about(unsigned number, std::uint64_t revision, const std::string& answer,
                              const std::string& name = "Gent") {
    return {drafts::slot_key(list_prefix, draft_id(number), drafts::slot_of(revision)),
            line_about(revision, answer, name)};
}

// The numbers of the drafts that the list shows, in order.
std::vector<unsigned> listed(App& app) {
    scenes::draw(app);
    std::vector<unsigned> numbers;
    for (const semantics::Node& node : app.tree().nodes) {
        for (unsigned number = 1; number < 9; ++number) {
            if (node.key == "open." + draft_id(number)) numbers.push_back(number);
        }
    }
    return numbers;
}

using Numbers = std::vector<unsigned>;

}  // namespace

TEST_CASE("what is found follows from the words and from the drafts as they are now") {
    App app(nullptr);
    act(app,
        state::Started{
            list_prefix, "aaaaaaaa", true, {item_about(1, 2, "met de trein"), item_about(2, 2, "met de fiets")}, "#/"});
    CHECK(listed(app) == Numbers{1, 2});
    act(app, state::EditSearch{"trein"});
    CHECK(listed(app) == Numbers{1});
    act(app, state::EditSearch{"trein fiets"});
    CHECK(listed(app).empty());
    act(app, state::EditSearch{"FIÉTS"});
    CHECK(listed(app) == Numbers{2});
    act(app, state::EditSearch{"trein"});
    // Another tab has written in both, and made a third.
    act(app, state::CopiesRead{
                 state::StorageTrouble::none,
                 {item_about(1, 3, "met de boot"), item_about(2, 3, "toch de trein"), item_about(3, 1, "trein")},
                 {},
                 {}});
    CHECK(listed(app) == Numbers{2, 3});
    act(app, state::DeleteDraft{draft_id(2)});
    CHECK(listed(app) == Numbers{3});
    act(app, state::UndoDelete{});  // all three were changed at the same time, and it comes last
    CHECK(listed(app) == Numbers{3, 2});
    act(app, state::EditSearch{""});
    CHECK(listed(app) == Numbers{1, 3, 2});
}

TEST_CASE("a draft is found by its name as the list shows it, in the language of the page") {
    App app(nullptr);
    act(app, state::Started{list_prefix, "aaaaaaaa", true, {item_about(1, 2, "met de trein", "")}, "#/"});
    act(app, state::EditSearch{"report"});
    CHECK(listed(app).empty());
    app.set_english("Verslag van {1} {2} {3}\nReport of {2} {1}, {3}\n");
    act(app, state::EnglishRead{});
    CHECK(listed(app) == Numbers{1});
    act(app, state::EditSearch{"verslag"});
    CHECK(listed(app).empty());
    act(app, state::SwitchLanguage{});
    CHECK(listed(app) == Numbers{1});
}
