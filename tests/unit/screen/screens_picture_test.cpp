// Golden pictures of whole screens, to the byte: the native rasteriser and the bundled font, everything painted by Dear
// ImGui, the answers too. `test_screen "[write-pictures]"` makes them anew.
#include <catch2/catch_test_macros.hpp>

#include "png.h"
#include "scenes.h"

namespace {

struct Shot {
    const char* picture;
    const char* scene;
    float width;  // of the page, CSS px
    float ratio = 1;
    bool dark = false;
    float unit = 4;
    const char* from = "";  // key of the node to begin at; empty: top of the page
    float height = 900;     // CSS px
};

constexpr Shot shots[] = {
    {"screen-write", "write: full", 390},
    {"screen-write-dark", "write: full", 1280, 1.5F, true},
    {"screen-write-trip", "write: trip unfolded", 390, 1, false, 4, "trip.group", 620},
    {"screen-write-hints", "write: hints unfolded", 320, 2, true, 4, "screen", 560},
    {"screen-write-elsewhere", "write: written in another tab", 390, 1, false, 4, "", 620},
    {"screen-write-apart", "write: gone apart from the other tab", 390, 1, false, 4, "", 620},
    {"screen-drafts-offered", "drafts: backup offered, and not seen yet", 390, 1.5F, true, 4, "", 900},
    {"screen-drafts", "drafts: three", 390, 1, false, 4, "", 720},
    {"screen-drafts-large-text", "drafts: one deleted", 1280, 1, true, 16},
    {"screen-check", "check: unplaced texts", 390},
    {"screen-check-not-saved", "check: not saved, full", 390, 1, true, 4, "", 480},
    {"screen-versions", "versions: compared", 390, 1, false, 4, "", 1500},
    {"screen-trash", "trash: one to be removed for good", 390, 1, false, 4, "", 720},
    {"screen-import", "import: preview with notices", 390, 1, false, 4, "import.file.row", 760},
    {"screen-restore", "restore: preview", 390, 1, false, 4, "", 1500},
    {"screen-import-refused", "import: broken JSON", 390, 1.25F, false, 4, "", 620},
    {"screen-device", "device: as good as it gets", 390, 1, false, 4, "", 900},
    {"screen-device-wiping", "device: wiping asked", 390, 1, true, 4, "losing.1", 720},
};

screen::Picture picture_of(const Shot& shot) {
    screen::App app(nullptr);
    app.view().width = shot.width;
    app.view().ratio = shot.ratio;
    app.view().dark = shot.dark;
    app.view().unit = shot.unit;
    scenes::reach(app, shot.scene);
    scenes::draw(app);
    const semantics::Node* const from = app.tree().find(shot.from);
    const float top = from == nullptr ? 0 : from->bounds.y;
    return app.picture(static_cast<int>(top * shot.ratio), static_cast<int>(shot.height * shot.ratio));
}

}  // namespace

TEST_CASE("golden pictures of the screens") {
    for (const Shot& shot : shots) CHECK(png::difference_from_golden(picture_of(shot), shot.picture) == "");
}

TEST_CASE("make the golden pictures of the screens", "[.write-pictures]") {
    for (const Shot& shot : shots) png::make_golden(picture_of(shot), shot.picture);
    FAIL("written: look at them, and run the tests again");
}
