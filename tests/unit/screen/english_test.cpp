// The interface in English: nothing of ours left in Dutch on any screen, the report's own words left as they are; and how a list of
// words is read.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "scenes.h"
#include "screen/catalog.h"
#include "screen/words.h"

using screen::App;
using screen::Catalog;
using semantics::Flag;
using semantics::Node;
using semantics::Role;

namespace {

std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}
std::string english_words() { return read(REISVERSLAG_SOURCE "/app/screen/english.txt"); }

// The Dutch texts of the list.
std::set<std::string> keys_of(const std::string& text) {
    std::set<std::string> keys;
    bool second = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        REQUIRE(end != std::string::npos);
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        if (line.empty() || line[0] == '#') {
            INFO("no English before: " << line);
            CHECK(!second);
            continue;
        }
        if (!second) {
            INFO("twice: " << line);
            CHECK(keys.insert(line).second);
        }
        second = !second;
    }
    return keys;
}

bool is_same_in_both(const std::string& text) {
    static const std::set<std::string> same{"Reisverslag", "Privacy", ""};
    return same.count(text) != 0 || text.find_first_not_of("0123456789 ,:") == std::string::npos;
}

void speak_english(App& app) {
    app.set_english(english_words());
    scenes::act(app, state::EnglishRead{true});
}

}  // namespace

TEST_CASE("a list of words: what stands for each text, with its holes filled") {
    const Catalog words("# a remark\nEen\nOne\n\n{1} van {2}\n{2} holds {1}\n\n\nTwee\nTwo");
    CHECK(!words.is_dutch());
    CHECK(words.say("Een") == "One");
    CHECK(words.say("Twee") == "Two");
    CHECK(words.say("Drie") == "Drie");
    CHECK(words.say("One") == "One");
    CHECK(words.fill("{1} van {2}", {"a", "b{1}"}) == "b{1} holds a");
    CHECK(words.fill("{1} en {3} {x} {", {"a"}) == "a en {3} {x} {");
    CHECK(Catalog("").is_dutch());
    CHECK(Catalog("Een\n\nTwee\n").is_dutch());
    CHECK(Catalog().fill("{1} van {2}", {"1", "2"}) == "1 van 2");
}

TEST_CASE("english: nothing of ours stays Dutch on any screen, and nothing of the writer's or the report's changes") {
    for (const scenes::Scene& scene : scenes::all()) {
        App dutch(nullptr), english(nullptr);
        scene.reach(dutch);
        scene.reach(english);
        speak_english(english);
        dutch.frame();
        english.frame();
        CHECK(english.tree().language == "en");
        const std::string& title = dutch.tree().title;
        CHECK((english.tree().title == title) == is_same_in_both(title.substr(0, title.find(" - "))));
        CHECK(semantics::first_fault(english.tree()) == "");
        for (const Node& node : english.tree().nodes) {
            const Node* const before = dutch.tree().find(node.key);
            INFO(scene.name << ": " << node.key << ": " << node.text << " / " << node.name);
            // What is English only: the Dutch question below the English one.
            if (before == nullptr) {
                CHECK(node.key.rfind("dutch.", 0) == 0);
                CHECK(node.language == "nl");
                continue;
            }
            CHECK(node.value == before->value);
            CHECK(node.role == before->role);
            if (node.key == "language") {
                CHECK(node.text == "Nederlands");
                CHECK(before->text == "English");
                continue;
            }
            if (node.language == "nl" && node.value.empty()) {
                CHECK(node.text == before->text);
                continue;
            }
            if (!node.has(Flag::writers_text) && !is_same_in_both(node.text)) CHECK(node.text != before->text);
            if (!is_same_in_both(node.name)) CHECK(node.name != before->name);
            // A name cannot say of a part of it that it is in another language.
            for (const model::Question& question : model::questions) {
                CHECK(node.name.find(question.question) == std::string::npos);
            }
        }
        const Node* const first = english.tree().find("answer.persons");
        if (first != nullptr) CHECK(first->description == "dutch.persons hint.persons.text");
        // The report as it will read has its questions in Dutch.
        const Node* const in_report = english.tree().find("read.question.persons");
        if (in_report != nullptr) {
            CHECK(in_report->language == "nl");
            CHECK(in_report->text == dutch.tree().find("read.question.persons")->text);
        }
    }
}

TEST_CASE("english: every announcement, trouble and notice has its words") {
    const Catalog dutch, english(english_words());
    const auto differs = [&](const std::string& one, const std::string& other) {
        INFO(one);
        CHECK((one.empty() || one != other));
    };
    namespace words = screen::words;
    for (int i = 0; i <= static_cast<int>(state::Announcement::Kind::language_missing); ++i) {
        for (const char* subject : {"", "1"}) {
            if (*subject == '\0' && i >= static_cast<int>(state::Announcement::Kind::text_view_opened)) continue;
            const state::Announcement said{static_cast<state::Announcement::Kind>(i), subject, 1};
            differs(words::announcement(dutch, said), words::announcement(english, said));
        }
    }
    for (int i = 0; i <= static_cast<int>(state::StorageTrouble::failed); ++i) {
        const auto trouble = static_cast<state::StorageTrouble>(i);
        differs(words::save_trouble(dutch, trouble), words::save_trouble(english, trouble));
    }
    for (int i = 0; i <= static_cast<int>(state::TextView::Why::cannot_paint); ++i) {
        const auto why = static_cast<state::TextView::Why>(i);
        differs(words::text_view_opened(dutch, why), words::text_view_opened(english, why));
    }
    for (int i = 0; i <= static_cast<int>(formats::ImportProblem::not_text); ++i) {
        const auto problem = static_cast<formats::ImportProblem>(i);
        differs(words::import_problem(dutch, problem), words::import_problem(english, problem));
    }
    for (int i = 0; i <= static_cast<int>(formats::Notice::Kind::json_unexpected); ++i) {
        formats::Notice notice;
        notice.kind = static_cast<formats::Notice::Kind>(i);
        notice.line = 3;
        notice.count = 2;
        notice.question = 1;
        for (int hidden = 0; hidden <= static_cast<int>(model::Hidden::control); ++hidden) {
            notice.hidden = static_cast<model::Hidden>(hidden);
            const std::string text = words::notice(english, notice);
            differs(words::notice(dutch, notice), text);
            for (const char* left : {"regel", "keer", "bij ‘", "tekens", "spaties"})
                CHECK(text.find(left) == std::string::npos);
        }
    }
    for (int month = 1; month <= 12; ++month) {
        CHECK(words::moment(english, {2026, month, 2, 8, 0, 0, 0}, {}).size() == 17);
        state::DraftEntry entry;
        entry.changed.month = month;
        const std::string name = words::draft_name(english, entry);
        CHECK(name.rfind("Report of 1 ", 0) == 0);
        CHECK((name[12] >= 'A' && name[12] <= 'Z'));
    }
    CHECK(words::moment(english, {2026, 10, 2, 8, 0, 0, 0}, {}) == "2 Oct 2026, 08:00");
}

TEST_CASE("english: the list has nothing that is nowhere in use, and holes are the same ones") {
    const std::string text = english_words();
    std::string source;
    for (const char* file : {"model/form.h", "screen/words.h", "screen/words.cpp", "screen/help.cpp"}) {
        source += read(std::string(REISVERSLAG_SOURCE "/app/") + file);
    }
    // Texts over several lines of the source.
    for (std::size_t at = 0; (at = source.find("\"\n", at)) != std::string::npos;) {
        const std::size_t next = source.find_first_not_of(" \n", at + 1);
        if (next == std::string::npos) break;
        if (source[next] == '"')
            source.erase(at, next + 1 - at);
        else
            at = next;
    }
    const Catalog english(text);
    for (const std::string& key : keys_of(text)) {
        INFO(key);
        const bool has_sign = key.find("\uFFFD") != std::string::npos;  // written as an escape there
        CHECK((has_sign || source.find('"' + key + '"') != std::string::npos));
        for (const char* hole : {"{1}", "{2}", "{3}"}) {
            CHECK((key.find(hole) == std::string::npos) == (english.say(key).find(hole) == std::string::npos));
        }
    }
}
