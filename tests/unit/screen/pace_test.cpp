// When frames are drawn: a few after each event, more while the picture changes, none at rest, and never without end.
#include "screen/pace.h"

#include <catch2/catch_test_macros.hpp>

using screen::Pace;

namespace {

// Frames until nothing is due; the picture is what `picture` says of the frame's number.
template <typename Picture>
int frames_of(Pace& pace, Picture picture) {
    int frames = 0;
    while (pace.due() && frames < 1000) pace.drew(picture(frames++));
    return frames;
}

std::uint64_t still(int) { return 7; }

}  // namespace

TEST_CASE("pace: nothing is due before anything happens") { CHECK_FALSE(Pace().due()); }

TEST_CASE("pace: three frames after an event, then none") {
    Pace pace;
    pace.event();
    frames_of(pace, still);
    for (int event = 0; event < 5; ++event) {
        pace.event();
        CHECK(frames_of(pace, still) == 3);
        CHECK_FALSE(pace.due());
    }
}

TEST_CASE("pace: events in one go owe no more than one") {
    Pace pace;
    pace.event();
    frames_of(pace, still);
    for (int event = 0; event < 100; ++event) pace.event();
    CHECK(frames_of(pace, still) == 3);
}

TEST_CASE("pace: an event between frames counts from there") {
    Pace pace;
    pace.event();
    frames_of(pace, still);
    pace.event();
    pace.drew(7);
    pace.drew(7);
    pace.event();
    CHECK(frames_of(pace, still) == 3);
}

TEST_CASE("pace: goes on while the picture changes, and one frame more to see that it stands still") {
    Pace pace;
    pace.event();
    CHECK(frames_of(pace, [](int frame) { return static_cast<std::uint64_t>(frame < 8 ? frame + 1 : 8); }) == 9);
    CHECK_FALSE(pace.due());
}

TEST_CASE("pace: a picture that never stands still is given up, and the next event draws again") {
    Pace pace;
    for (int round = 0; round < 3; ++round) {
        pace.event();
        const int frames =
            frames_of(pace, [round](int frame) { return static_cast<std::uint64_t>(1000 * round + frame + 1); });
        CHECK(frames >= Pace::most_frames);
        CHECK(frames <= Pace::most_frames + Pace::least_frames);
        CHECK_FALSE(pace.due());
    }
    pace.event();
    frames_of(pace, still);
    pace.event();
    CHECK(frames_of(pace, still) == 3);
}

TEST_CASE("pace: drawing without need leaves it at rest") {
    Pace pace;
    pace.event();
    frames_of(pace, still);
    pace.drew(7);
    CHECK_FALSE(pace.due());
}
