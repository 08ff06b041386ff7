// Times what is worked out over all drafts or over long texts: the start, a key in the search, a key beside a comparison, making and reading a
// backup. Each with the frames that follow from it, in the application as the page runs it, but for the browser. It asserts nothing.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "drafts/history.h"
#include "screen/app.h"

namespace {

constexpr std::size_t draft_count = 1000;
const std::string prefix = "rv1 /reis/ ";

std::string words(std::size_t bytes, std::size_t seed) {
    static const char* const some[]{"de",     "reis",    "naar",     "Gent",     "met",    "een",  "collega",
                                    "twee",   "werk",    "bezoeken", "geleerd",  "en",     "café", "afspraak",
                                    "vooraf", "gesprek", "over",     "woningen", "energie"};
    std::string text;
    for (std::size_t i = seed; text.size() < bytes; ++i) {
        text += some[(i * i + i / 7 + seed) % std::size(some)];
        text += i % 11 == 10 ? (i % 5 == 0 ? ".\n" : ". ") : " ";
    }
    return text;
}

std::string id_of(std::size_t number) {
    std::string id = std::to_string(number + 1);
    return std::string(32 - id.size(), '0') + id;
}

std::string line_of(std::size_t number, std::size_t bytes_an_answer) {
    drafts::Record record{2, 1, "aaaaaaaa", "2026-11-23T14:03:09+01:00", {}};
    for (std::size_t i = 0; i < model::question_count; ++i) {
        record.draft.report.answers[i] = words(bytes_an_answer, number * model::question_count + i);
    }
    record.draft.report.detail(model::Trip::name) = "Reis " + std::to_string(number);
    return drafts::write_record(record);
}

double ms_of(auto&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

// The application, and the time that each event takes with the frames that follow.
class Page {
  public:
    std::vector<state::Effect> act(const state::Event& event) {
        std::vector<state::Effect> effects = app.dispatch(event, {2026, 11, 24, 9, 0, 0, 60}, id_of(999'999));
        while (app.frame_due()) app.frame();
        app.delta();
        return effects;
    }
    screen::App app{nullptr};
    Page() { app.view().paints_writers_text = false; }  // as in a browser
};

struct Stores {
    std::vector<drafts::StoredItem> items;
    std::vector<drafts::Copy> copies;

    Stores(std::size_t drafts, std::size_t bytes_an_answer) {
        for (std::size_t i = 0; i < drafts; ++i) {
            copies.push_back({id_of(i), line_of(i, bytes_an_answer)});
            items.push_back({drafts::slot_key(prefix, id_of(i), drafts::Slot::a), copies.back().line});
        }
    }
    void start(Page& page, const std::string& hash) const {
        page.act(state::Started{prefix, "bbbbbbbb", true, items, hash});
        page.act(read());
    }
    state::CopiesRead read() const { return {state::StorageTrouble::none, items, copies, {}}; }
};

void report(const char* what, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    std::printf("%-44s %8.1f ms\n", what, times[times.size() / 2]);
}

}  // namespace

int main() {
    const Stores many(draft_count, 290);
    std::vector<double> starting, searching, making, reading;
    std::string file;
    for (int i = 0; i < 5; ++i) {
        Page page;
        starting.push_back(ms_of([&] { many.start(page, "#/"); }));
        for (const char* const typed : {"g", "ge", "ges", "gesp", "gesprek met"}) {
            searching.push_back(ms_of([&] { page.act(state::EditSearch{typed}); }));
        }
        making.push_back(ms_of([&] {
            page.act(state::MakeBackup{});
            for (state::Effect& effect : page.act(state::AllRead{many.read(), {}, {}})) {
                if (auto* const download = std::get_if<state::Download>(&effect)) file = std::move(download->bytes);
            }
        }));
        reading.push_back(ms_of([&] {
            page.act(state::FileRead{"kopie.json", file});
            page.act(state::AllRead{many.read(), {}, {}});
        }));
    }
    report("start, 1,000 drafts of 2 kB", std::move(starting));
    report("a key in the search over them", std::move(searching));
    report("making a backup of them", std::move(making));
    report("reading that backup", std::move(reading));

    const Stores long_one(1, 122'000);
    Page page;
    long_one.start(page, "#/verslag/" + id_of(0) + "/versies");
    drafts::Record earlier = drafts::read_record(long_one.copies[0].line, id_of(0)).record;
    for (std::string& answer : earlier.draft.report.answers) {
        for (std::size_t at = answer.find("twee"); at < answer.size(); at = answer.find("twee", at + 9000)) {
            answer.replace(at, 4, "drie");
        }
    }
    earlier.revision = 1;
    const drafts::Snapshot snapshot =
        drafts::make_snapshot(id_of(0), {1, "aaaaaaaa"}, earlier.time, {}, drafts::write_record(earlier));
    page.act(state::HistoryRead{id_of(0), state::StorageTrouble::none, {snapshot}});
    page.act(state::CompareSnapshot{snapshot.key});
    std::vector<double> comparing;
    for (const char* const typed : {"n", "na", "naa", "naam", "naam", "naam v"}) {
        comparing.push_back(ms_of([&] { page.act(state::EditSnapshotName{typed}); }));
    }
    report("a key beside a comparison of 7 x 122 kB", std::move(comparing));
    std::printf("(file of %zu bytes, %zu nodes)\n", file.size(), page.app.tree().nodes.size());
}
