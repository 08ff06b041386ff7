// Which events draw a frame: those after which the page looks or says something else, and one frame shows all of it. Along the ways of all scenes.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "scenes.h"
#include "screen/picture.h"

using screen::App;

namespace {

constexpr int rows = 1600;  // device px from the top

std::vector<std::uint32_t> look(App& app) { return app.picture(0, rows).pixels; }

// Each event of each scene, one after the other, in an application of its own that has drawn what was before the event.
template <typename Look>
void after_each_event(Look look_at) {
    for (const auto* scenes : {&scenes::all(), &scenes::told()}) {
        for (const scenes::Scene& scene : *scenes) {
            App app(nullptr);
            app.view().width = 640;
            scenes::draw(app);
            app.delta();
            std::size_t number = 0;
            scenes::after_each_event = [&](App& at) {
                INFO(scene.name << ", event " << ++number);
                look_at(at);
                scenes::draw(at);
                at.delta();
            };
            scene.reach(app);
            scenes::after_each_event = nullptr;
        }
    }
}

}  // namespace

TEST_CASE("an event that asks for no frame has changed nothing that is seen or heard") {
    int without = 0;
    after_each_event([&](App& app) {
        if (app.frame_due()) return;
        ++without;
        const auto before = look(app);
        app.frame();
        CHECK(app.delta().empty());
        CHECK((look(app) == before));
    });
    CHECK(without > 50);
}

TEST_CASE("one frame after an event shows all of it") {
    after_each_event([&](App& app) {
        app.frame();
        const auto first = look(app);
        app.frame();
        app.frame();
        CHECK((look(app) == first));
    });
}

TEST_CASE("so does the first frame of all, and one after any change of the view") {
    const auto settles = [](App& app) {
        app.frame();
        const auto first = look(app);
        app.frame();
        app.frame();
        CHECK((look(app) == first));
    };
    App app(nullptr);
    scenes::reach(app, "write: full");
    settles(app);
    for (const float width : {390.0F, 640.0F, 1280.0F}) {
        for (const float ratio : {1.0F, 1.5F}) {
            for (const float unit : {4.0F, 5.0F}) {
                for (const bool dark : {false, true}) {
                    screen::View& view = app.view();
                    view.width = width;
                    view.ratio = ratio;
                    view.unit = unit;
                    view.dark = dark;
                    for (const char* key : {"", "check", "answer.persons", "text-view"}) {
                        INFO(width << ", " << ratio << ", " << unit << ", " << dark << ", " << key);
                        view.hovered = view.focused = key;
                        settles(app);
                    }
                }
            }
        }
    }
}

TEST_CASE(
    "a band of rows that looks otherwise than before is known by its hash, and most others are known to be the same") {
    int changed = 0, known = 0;
    const auto compare = [&](App& app) {
        const auto before = look(app);
        const auto bands_before = app.bands(0, rows);
        app.frame();
        const auto after = look(app);
        const auto bands = app.bands(0, rows);
        REQUIRE(bands.size() == rows / screen::band_height);
        if (after.size() != before.size()) return;
        const std::size_t size = after.size() / bands.size();
        for (std::size_t i = 0; i < bands.size(); ++i) {
            const auto at = static_cast<std::ptrdiff_t>(i * size), end = static_cast<std::ptrdiff_t>((i + 1) * size);
            const bool is_same = std::equal(before.begin() + at, before.begin() + end, after.begin() + at);
            if (is_same) {
                if (bands[i] == bands_before[i]) ++known;
            } else {
                ++changed;
                CHECK(bands[i] != bands_before[i]);
            }
        }
    };
    after_each_event(compare);
    CHECK(changed > 1000);
    CHECK(known > 1000);

    // Under the pointer only colours change.
    App app(nullptr);
    scenes::reach(app, "drafts: sixty");
    app.frame();
    const int before = changed;
    for (const char* key : {"new", "", "text-view", "nav.help"}) {
        app.view().hovered = key;
        compare(app);
    }
    CHECK(changed > before);
}

TEST_CASE("the bands of a part are those of its rows wherever the part begins") {
    App app(nullptr);
    scenes::reach(app, "write: full");
    scenes::draw(app);
    const auto whole = app.bands(0, rows);
    const auto part = app.bands(10 * screen::band_height, 5 * screen::band_height);
    REQUIRE(part.size() == 5);
    for (std::size_t i = 0; i < part.size(); ++i) CHECK(part[i] == whole[10 + i]);
    CHECK(app.bands(0, 5 * screen::band_height + 1).size() == 6);
    CHECK(app.bands(0, 0).empty());
}
