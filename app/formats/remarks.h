// What is remarkable in texts that were read: hidden characters and links without an address, as one notice a kind and
// question. It knows questions by number only; nothing of formats, headings or what the notices are shown with.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "formats/notice.h"
#include "model/report.h"

namespace formats {

class Remarks {
  public:
    // A text of the report whose first line is that line of the input (0: the input has no lines worth naming).
    // question: Notice::no_question for what belongs to none.
    void look(std::string_view text, std::size_t line, std::size_t question);
    // All texts of a report without lines.
    void look(const model::Report& report);
    // In the order of the questions; what belongs to none comes last.
    void append_to(std::vector<Notice>& notices) const;

  private:
    struct Found {
        std::size_t count = 0, line = 0;
        model::HiddenCharacter first{};
    };
    static constexpr std::size_t link = model::hidden_kind_count;
    std::array<std::array<Found, link + 1>, model::question_count + 1> found_{};
};

}  // namespace formats
