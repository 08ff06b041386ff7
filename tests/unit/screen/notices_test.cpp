// What is announced stands on the page: after every event of every scene the words, or what a table here names for their kind. And
// several announcements are all said and all shown, until another screen comes. It knows the scenes and the keys of nodes.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>
#include <vector>

#include "formats/text.h"
#include "scenes.h"
#include "screen/words.h"

namespace {

using semantics::Node;
using semantics::Tree;
using namespace state;
using Kind = Announcement::Kind;
using screen::App;

// Where it stands when it is no notice: beginnings of keys, one of which is on the page. None: it is a notice, or nothing that is told.
std::vector<std::string> places_of(Kind kind) {
    switch (kind) {
        case Kind::saved:
        case Kind::saved_on_device:
        case Kind::save_recovered:
        case Kind::save_recovered_on_device:
            return {"state.save", "facts."};
        case Kind::save_failed:
            return {"state.save", "kept."};
        case Kind::copy_failed:
            return {"state.trouble", "facts."};
        case Kind::storage_blocked:
            return {"state.trouble", "blocked"};
        case Kind::deleted:
        case Kind::deleted_to_trash:
            return {"deleted.name"};
        case Kind::unplaced_moved:
        case Kind::unplaced_removed:
            return {"unplaced.change"};
        case Kind::bullets_tidied:
        case Kind::links_unwrapped:
            return {"mended."};
        case Kind::version_restored:
            return {"version.restored.text"};
        case Kind::import_shown:
        case Kind::import_ready:
            return {"preview.heading"};
        case Kind::import_refused:
            return {"import.trouble", "restore.trouble"};
        case Kind::backup_ready:
            return {"backup.heading"};
        case Kind::restore_refused:
            return {"restore.refused"};
        case Kind::snapshot_not_kept:
            return {"moment.refused"};
        case Kind::no_room:
            return {"room", "preview.room", "restore.refused"};
        case Kind::backup_made:
        case Kind::backup_incomplete:
        case Kind::backup_too_large:
            return {"backup.outcome"};
        case Kind::reads_along:
            return {"reads-along.text"};
        case Kind::history_given_up:
            return {"history.given-up"};
        case Kind::new_version:
            return {"new-version.text"};
        case Kind::new_version_refused:
            return {"new-version.refused"};
        case Kind::text_view_on:
        case Kind::text_view_off:
            return {"text-view"};
        case Kind::text_view_opened:
            return {"text-view.why"};
        case Kind::text_view_refused:
            return {"text-view.refused"};
        case Kind::language:
            return {"language"};
        case Kind::language_missing:
            return {"language.missing"};
        case Kind::wiped:
            return {"wiped"};
        case Kind::wipe_failed:
            return {"wiped.0"};
        case Kind::none:
        case Kind::put_back:
        case Kind::removed_for_good:
        case Kind::not_removed:
        case Kind::restored:
        case Kind::change_undone:
        case Kind::imported:
        case Kind::imported_all:
        case Kind::import_text_left:
        case Kind::downloaded:
        case Kind::backup_confirmed:
        case Kind::snapshots_refused:
        case Kind::backup_put_back:
        case Kind::continued_as_copy:
        case Kind::conflict:
        case Kind::removed_elsewhere:
        case Kind::writes_here:
        case Kind::restored_copies:
        case Kind::snapshot_kept:
        case Kind::snapshot_removed:
        case Kind::snapshot_gone:
        case Kind::versions_apart:
            return {};
    }
    return {};
}

// All is well with a draft that is not on the screen: that is no news.
bool needs_no_place(Kind kind, Screen screen) {
    const bool is_well = kind == Kind::saved || kind == Kind::saved_on_device;
    return is_well && screen != Screen::drafts && screen != Screen::write && screen != Screen::check &&
           screen != Screen::versions;
}

bool stands(const Tree& tree, const std::string& words) {
    return std::any_of(tree.nodes.begin(), tree.nodes.end(), [&words](const Node& node) { return node.text == words; });
}
bool has_place(const Tree& tree, const std::vector<std::string>& places) {
    return std::any_of(places.begin(), places.end(), [&tree](const std::string& place) {
        return std::any_of(tree.nodes.begin(), tree.nodes.end(), [&place](const Node& node) {
            return place.back() == '.' ? node.key.rfind(place, 0) == 0 : node.key == place;
        });
    });
}

const screen::Catalog dutch;

std::vector<std::string> notices(const App& app) {
    std::vector<std::string> all;
    for (const Node& node : app.tree().nodes) {
        if (node.key.rfind("notice.", 0) == 0 && node.key.size() > 5 && node.key.substr(node.key.size() - 5) == ".text")
            all.push_back(node.text);
    }
    return all;
}

}  // namespace

TEST_CASE("notices: what is announced stands on the page, each kind, after every event of every scene") {
    std::set<Kind> seen;
    const struct Watch {
        ~Watch() { scenes::after_each_event = nullptr; }
    } watch;
    scenes::after_each_event = [&seen](App& app) {
        const std::vector<Announcement> told = app.state().told.unsaid;
        if (told.empty()) return;
        app.frame();
        for (const Announcement& one : told) {
            INFO(screen::words::announcement(dutch, one));
            seen.insert(one.kind);
            const std::vector<std::string> places = places_of(one.kind);
            if (needs_no_place(one.kind, app.state().route.screen)) continue;
            const bool is_told = stands(app.tree(), screen::words::announcement(dutch, one));
            CHECK((is_told || has_place(app.tree(), places)));
            if (places.empty()) CHECK(is_told);
        }
    };
    for (const std::vector<scenes::Scene>* scenes : {&scenes::all(), &scenes::told()}) {
        for (const scenes::Scene& scene : *scenes) {
            INFO(scene.name);
            App app(nullptr);
            scene.reach(app);
        }
    }
    seen.insert(Kind::backup_too_large);  // 64 MiB of it; it stands where the other two do
    std::string unseen;
    for (int kind = 1; kind <= static_cast<int>(Kind::language_missing); ++kind) {
        if (seen.count(static_cast<Kind>(kind)) == 0) {
            unseen += screen::words::announcement(dutch, {static_cast<Kind>(kind), "1", 1}) + '\n';
        }
    }
    CHECK(unseen == "");
}

TEST_CASE("notices: several of one frame are all said and all shown, in their order") {
    App app(nullptr);
    scenes::reach(app, "check: full");
    scenes::draw(app);
    using As = DownloadReport::As;
    scenes::act(app, DownloadReport{app.state().route.draft, As::json});
    scenes::act(app, SnapshotsRefused{});
    scenes::act(app, DownloadReport{app.state().route.draft, As::text});
    scenes::draw(app);
    const std::vector<std::string> said = app.tree().announcements;
    REQUIRE(said.size() == 3);
    CHECK(said[0].find(".json") != std::string::npos);
    CHECK(said[1] == screen::words::snapshots_refused);
    CHECK(said[2].find(".txt") != std::string::npos);
    // What is not about a download stands under the heading, the downloads beside their buttons.
    CHECK(notices(app) == std::vector<std::string>{said[1], said[0], said[2]});
    const Node* const heading = app.tree().find("screen");
    CHECK((heading + 1)->has(semantics::notice));
    CHECK((heading + 1)->bounds.y > heading->bounds.y);

    scenes::act(app, DownloadReport{app.state().route.draft, As::json});
    scenes::draw(app);
    CHECK(app.tree().announcements.size() == 1);
    // The same once more takes the place of the first.
    CHECK(notices(app) == std::vector<std::string>{said[1], said[2], said[0]});
    scenes::act(app, GoTo{{Screen::help, {}}, {}});
    scenes::draw(app);
    CHECK(notices(app).empty());
}

TEST_CASE("notices: what is told with a change of screen stands on the next one") {
    App app(nullptr);
    scenes::reach(app, "import: sixty reports");
    scenes::act(app, SnapshotsRefused{});
    scenes::act(app, AcceptAllImports{});
    scenes::draw(app);
    CHECK(notices(app) == std::vector<std::string>{"60 verslagen overgenomen"});
}
