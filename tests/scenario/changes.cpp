// Text that no question asked for goes to an answer or away; bullets and links are put right. Each can be taken back, and
// nothing that was written in between is lost by it.
#include "scenario.h"

using namespace scenario;
using Kind = Announcement::Kind;

namespace {

const std::vector<std::string>& unplaced(const Page& page, const std::string& id) {
    return page.entry(id).draft.report.unplaced;
}

std::string kept_text(Store& store, const std::string& id, std::size_t question) {
    Page again(store);
    return again.text(id, question);
}

}  // namespace

TEST_CASE("an unplaced text moves to an answer, and back") {
    Store store;
    Page page(store);
    const std::string id = page.start_draft();
    page.type(id, "Een antwoord.", 3);
    find_entry(page.state, id)->draft.report.unplaced = {"eerste", "tweede"};
    page.act(Toggle{"move.1"});
    const auto effects = page.act(MoveUnplaced{id, 1, 3});
    CHECK(page.text(id, 3) == "Een antwoord.\n\ntweede");
    CHECK(unplaced(page, id) == std::vector<std::string>{"eerste"});
    CHECK(page.said() == Kind::unplaced_moved);
    CHECK(page.state.unfolded.empty());
    REQUIRE(change_to_undo(page.state, id) != nullptr);
    CHECK(effects.size() == 2);
    page.flush();
    CHECK(kept_text(store, id, 3) == "Een antwoord.\n\ntweede");

    page.type(id, "Elders geschreven.", 0);  // what happens elsewhere stays
    page.act(UndoChange{id});
    CHECK(page.text(id, 3) == "Een antwoord.");
    CHECK(page.text(id, 0) == "Elders geschreven.");
    CHECK(unplaced(page, id) == std::vector<std::string>{"eerste", "tweede"});
    CHECK(page.said() == Kind::change_undone);
    CHECK(change_to_undo(page.state, id) == nullptr);
    page.flush();
    CHECK(kept_text(store, id, 3) == "Een antwoord.");
    CHECK(kept_text(store, id, 0) == "Elders geschreven.");
}

TEST_CASE("an empty answer takes an unplaced text without a gap; a removed one comes back in its place") {
    Store store;
    Page page(store);
    const std::string id = page.start_draft();
    page.type(id, " \n", 2);
    find_entry(page.state, id)->draft.report.unplaced = {"a", "b", "c"};
    page.act(MoveUnplaced{id, 0, 2});
    CHECK(page.text(id, 2) == " \na");
    page.act(RemoveUnplaced{id, 0});
    CHECK(unplaced(page, id) == std::vector<std::string>{"c"});
    CHECK(page.said() == Kind::unplaced_removed);
    page.act(UndoChange{id});
    CHECK(unplaced(page, id) == std::vector<std::string>{"b", "c"});
    page.act(UndoChange{id});  // one step back, no more
    CHECK(unplaced(page, id) == std::vector<std::string>{"b", "c"});
}

TEST_CASE("an answer that was written on is not put back") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("x");
    find_entry(page.state, id)->draft.report.unplaced = {"los"};
    page.act(MoveUnplaced{id, 0, 0});
    page.type(id, "x\n\nlos en verder", 0);
    CHECK(change_to_undo(page.state, id) == nullptr);
    page.act(UndoChange{id});
    CHECK(page.text(id) == "x\n\nlos en verder");
    page.type(id, "x\n\nlos", 0);  // back where the change left it
    page.act(UndoChange{id});
    CHECK(page.text(id) == "x");
    CHECK(unplaced(page, id) == std::vector<std::string>{"los"});
}

TEST_CASE("bullets are tidied and links unwrapped in one step each, and back") {
    Store store;
    Page page(store);
    const std::string id = page.start_draft();
    const std::string typed = "Bezocht:\n\u2022 Gent\n* [Brugge](#)";
    page.type(id, typed, 3);
    page.act(TidyBullets{id, 3});
    CHECK(page.text(id, 3) == "Bezocht:\n- Gent\n- [Brugge](#)");
    CHECK(page.said() == Kind::bullets_tidied);
    page.act(TidyBullets{id, 3});  // nothing left to do: the way back stays
    REQUIRE(change_to_undo(page.state, id) != nullptr);
    page.act(UndoChange{id});
    CHECK(page.text(id, 3) == typed);
    page.act(UnwrapLinks{id, 3});
    CHECK(page.text(id, 3) == "Bezocht:\n\u2022 Gent\n* Brugge");
    CHECK(page.said() == Kind::links_unwrapped);
    page.act(TidyBullets{id, 3});
    page.act(UndoChange{id});
    CHECK(page.text(id, 3) == "Bezocht:\n\u2022 Gent\n* Brugge");
    page.flush();
    CHECK(kept_text(store, id, 3) == "Bezocht:\n\u2022 Gent\n* Brugge");
}

TEST_CASE("changes of what is not there do nothing") {
    Store store;
    Page page(store);
    const std::string id = page.write_draft("x");
    const Store before = store;
    page.act(MoveUnplaced{id, 0, 0});
    page.act(RemoveUnplaced{id, 7});
    page.act(MoveUnplaced{"weg", 0, 0});
    page.act(TidyBullets{id, 99});
    page.act(UnwrapLinks{id, 0});
    page.act(UndoChange{id});
    CHECK(page.text(id) == "x");
    CHECK(store.items == before.items);
    CHECK(change_to_undo(page.state, id) == nullptr);
}

TEST_CASE("a change beside an unreadable slot goes to a copy") {
    Store store;
    {
        Page page(store);
        const std::string id = page.start_draft();
        page.type(id, "\u2022 x");
        page.flush();
    }
    const std::string key = store.items.begin()->first;
    std::string other = key;
    other.back() = key.back() == 'a' ? 'b' : 'a';
    store.items[other] = "kapot";
    Page page(store);
    const std::string id = page.state.drafts.front().draft.id;
    page.act(TidyBullets{id, 0});
    page.flush();
    CHECK(store.items[other] == "kapot");
    const std::string copy = page.state.drafts.front().draft.id;
    CHECK(copy != id);
    CHECK(page.text(copy) == "- x");
    page.act(UndoChange{copy});
    CHECK(page.text(copy) == "\u2022 x");
}
