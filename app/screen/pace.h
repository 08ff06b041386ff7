// When is the next frame due? After an event until the picture stands still, then never: no timer, no loop. Pure.
#pragma once

#include <cstdint>

namespace screen {

class Pace {
  public:
    // Something happened that may change the picture.
    void event() { frames_owed_ = least_frames; }
    // A frame was drawn; fingerprint: of its draw data.
    void drew(std::uint64_t fingerprint) {
        const bool changed = fingerprint != fingerprint_;
        fingerprint_ = fingerprint;
        if (frames_owed_ > 0) --frames_owed_;
        if (changed && frames_owed_ == 0 && frames_in_a_row_ < most_frames) frames_owed_ = 1;
        frames_in_a_row_ = frames_owed_ > 0 ? frames_in_a_row_ + 1 : 0;
    }
    bool due() const { return frames_owed_ > 0; }

    // Dear ImGui shows some changes only in the second frame after their event (measured), so "stop when equal" alone
    // would stop too early.
    static constexpr int least_frames = 3;
    // A picture that never stands still is a fault; it must not eat the battery.
    static constexpr int most_frames = 60;

  private:
    std::uint64_t fingerprint_ = 0;
    int frames_owed_ = 0;
    int frames_in_a_row_ = 0;
};

}  // namespace screen
