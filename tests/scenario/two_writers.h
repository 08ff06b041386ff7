// Two pages on the same two stores, as a value: it can be copied, stepped in every way that matters, and compared. Answers of
// localStorage come at once, those of the safety copy when the step says so. And the promises that were made on the screen.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <set>

#include "scenario.h"

namespace scenario {

inline const std::string shared_draft(32, 'd');

class World {
  public:
    enum class Op : std::uint8_t {
        edit,          // types, nothing is written yet
        write,         // the flush: localStorage answers at once, the copy goes out
        copied,        // the oldest call to the safety copy is carried out and answered
        take_over,     // reads both stores anew, types and writes at once
        remove,        // deletes the draft that it shows
        crash,         // the page is killed, with what was on its way to the safety copy
        crash_late,    // the page is killed after its write to the replica was carried out, before the answer
        restart,       // a new page, on whatever the stores hold
        kill_browser,  // all pages, and what localStorage had not written to disk
        put_away,      // opens the draft and leaves it, whoever else has it open
        late_edit,     // types in what the page showed before the last step
    };
    struct Step {
        Op op;
        std::size_t page;
    };

    Store store;
    SafetyCopy copy;
    bool answers_early = false;   // a mutation: "kept" is said before it is
    bool promises_first = false;  // a mutation: "kept" is on the screen before the writing is asked for
    bool puts_away = false;
    bool draws_late = false;  // a page is drawn before its next step, not after the last one: there are late edits
    bool keeps_focus =
        false;  // the field that is typed in has the focus: what another page has written waits until somebody types
    // Around every call of the application: true before, false after, however it ends. Of this thread's test only.
    inline static void (*watch_application)(bool) = nullptr;

    // longest_local: see state::Storage
    explicit World(std::size_t longest_local = State().storage.longest_local) : longest_local_(longest_local) {
        const std::string line = first_line();
        store.items[drafts::slot_key(prefix, shared_draft, drafts::Slot::a)] = line;
        store.items[prefix + "z"] = "";  // the room that is held back
        copy.drafts[shared_draft] = line;
        on_disk_ = store.items;
        for (std::size_t page = 0; page < pages_.size(); ++page) {
            restart(page);
            draw(pages_[page]);
        }
        deleted_here_.clear();
    }

    static std::size_t first_units() { return first_line().size(); }

    static std::string name(const Step& step) {
        constexpr std::array names{"edit",       "write",   "copied",       "take over", "delete",   "crash",
                                   "crash late", "restart", "kill browser", "put away",  "late edit"};
        return std::string(names[static_cast<std::size_t>(step.op)]) + (step.page == 0 ? " A" : " B");
    }

    // As Explorer tells them: "edit A, take over B, …". Returns the promise that is broken at the end, or on the way there.
    std::string broken_by(std::string_view steps) {
        while (!steps.empty()) {
            const std::string_view next = steps.substr(0, steps.find(", "));
            steps.remove_prefix(std::min(next.size() + 2, steps.size()));
            const std::optional<Step> step = step_of(next);
            if (!step || !can(*step)) return "no step: " + std::string(next);
            act(*step);
            if (std::string broken = broken_promise(); !broken.empty()) return std::string(next) + ": " + broken;
        }
        return {};
    }

    bool can(const Step& step) const {
        const One& page = pages_[step.page];
        const bool is_open = page.state.has_value();
        switch (step.op) {
            case Op::edit:
                return is_open && shown(page) != nullptr && page.typed < 3;
            case Op::write:
                return is_open && is_unkept(*page.state);
            case Op::copied:
                return is_open && !page.calls.empty();
            case Op::crash_late:
                return is_open && !page.calls.empty();
            case Op::take_over:
                return is_open && page.typed < 3;
            case Op::remove:
                return is_open && shown(page) != nullptr;
            case Op::crash:
                return is_open;
            case Op::restart:
                return !is_open;
            case Op::kill_browser:
                return step.page == 0 && on_disk_ != store.items;
            case Op::put_away:
                return puts_away && is_open && shown(page) != nullptr;
            case Op::late_edit:
                return draws_late && is_open && page.typed < 3 && !page.drawn.empty() &&
                       (shown(page) == nullptr || shown(page)->draft.id != page.drawn ||
                        shown(page)->draft.report.answers[0] != page.field);
        }
        return false;
    }

    void act(const Step& step) {
        One& page = pages_[step.page];
        if (draws_late && page.state && step.op != Op::late_edit) draw(page);
        take(step, page);
        if (!draws_late && page.state) draw(page);
    }

    // Pages that a memory fault has struck are not looked at again. What was on its way to the safety copy may arrive, or not.
    void drop(std::size_t which, bool calls_arrive) {
        One& page = pages_[which];
        while (calls_arrive && !page.calls.empty()) carry_out_call(take_call(page));
        page.state.reset();
        page.calls.clear();
    }

    // What was promised and would not be there for who comes back; empty: nothing.
    std::string broken_promise() const {
        std::string broken = broken_after(store.items, true);
        if (broken.empty()) broken = broken_after(on_disk_, false);
        if (broken.empty()) broken = broken_after({}, false);
        return broken;
    }

    // The same for the same answer of broken_promise(): whatever the pages are about to do.
    std::string left_behind() const {
        std::string all;
        for (const auto& [key, value] : store.items) add(all, key), add(all, value);
        add(all, "copies");
        for (const auto& [key, value] : copy.drafts) add(all, key), add(all, value);
        for (const auto& [key, value] : copy.gone) add(all, key), add(all, value);
        for (const auto& [key, item] : copy.trash) add(all, key), add(all, item.line);
        add(all, "on disk");
        for (const auto& [key, value] : on_disk_) add(all, key), add(all, value);
        add(all, "promised");
        for (const std::string& text : promised_) add(all, text);
        add(all, "here");
        for (const std::string& text : promised_here_) add(all, text);
        for (const auto& [id, text] : deleted_) add(all, id + text);
        add(all, "here");
        for (const auto& [id, text] : deleted_here_) add(all, id + text);
        return all;
    }

    // The same for the same futures.
    std::string fingerprint() const {
        std::string all = left_behind();
        add(all, "excused");
        for (const std::string& text : excused_) add(all, text);
        add(all, std::to_string(store.writes) + ' ' + std::to_string(copy.writes));
        for (const One& page : pages_) add_page(all, page);
        return all;
    }

  private:
    static std::optional<Step> step_of(std::string_view said) {
        for (int op = 0; op <= static_cast<int>(Op::late_edit); ++op) {
            for (const std::size_t page : {std::size_t{0}, std::size_t{1}}) {
                const Step step{static_cast<Op>(op), page};
                if (name(step) == said) return step;
            }
        }
        return std::nullopt;
    }

    struct One {
        std::optional<State> state;
        std::deque<Effect> calls;  // to the safety copy, in order
        std::uint64_t starts = 0, ids = 0;
        int typed = 0;
        std::string drawn, field;                     // the draft that the field names, and what it holds
        Token token = 0;                              // of that text
        std::map<std::string, std::string> deleting;  // id and text
    };

    // The draft that everybody works on, in both stores.
    static std::string first_line() {
        model::Report report;
        report.answers[0] = ".";
        return drafts::write_record({2, 0, "00000000", iso_time(now), {shared_draft, {}, report, {}}});
    }

    static const DraftEntry* shown(const One& page) {
        return page.state->drafts.empty() ? nullptr : &page.state->drafts.front();
    }

    static std::string hex(std::uint64_t value, std::size_t digits) {
        std::string text(digits, '0');
        for (std::size_t i = digits; i-- > 0 && value > 0; value /= 16) text[i] = "0123456789abcdef"[value % 16];
        return text;
    }
    std::string next_id(One& page) const {
        return hex(page.starts, 4) + hex(static_cast<std::uint64_t>(&page - pages_.data()), 4) + hex(++page.ids, 24);
    }

    void restart(std::size_t which) {
        One& page = pages_[which];
        page.state.emplace();
        page.state->storage.longest_local = longest_local_;
        page.starts += 1;
        page.deleting.clear();
        page.drawn.clear();
        page.field.clear();
        page.token = 0;
        Started started;
        started.key_prefix = prefix;
        started.writer = hex(which + 1, 4) + hex(page.starts, 4);
        started.storage_available = store.available;
        for (const auto& [key, value] : store.items) started.items.push_back({key, value});
        started.hash = "#/";
        dispatch(which, started);
        dispatch(which, read_stores(store, &copy));
    }

    void take(const Step& step, One& page) {
        switch (step.op) {
            case Op::edit:
            case Op::late_edit:
                type(step.page);
                break;
            case Op::write:
                dispatch(step.page, FlushDue{});
                break;
            case Op::copied: {
                const Effect call = take_call(page);
                answer(step.page, call);
                break;
            }
            case Op::take_over:
                dispatch(step.page, read_stores(store, &copy));
                draw(page);
                if (shown(page) != nullptr) type(step.page);
                dispatch(step.page, FlushDue{});
                break;
            case Op::remove: {
                const DraftEntry& entry = *shown(page);
                const std::string id = entry.draft.id, text = entry.draft.report.answers[0];
                page.deleting[id] = text;
                dispatch(step.page, DeleteDraft{id});
                // Only now it has been said.
                forget_promises(text);
                deleted_here_.insert({id, text});
                break;
            }
            case Op::crash_late:
                while (!page.calls.empty()) carry_out_call(take_call(page));
                [[fallthrough]];
            case Op::crash:
                page.state.reset();
                page.calls.clear();
                break;
            case Op::restart:
                restart(step.page);
                break;
            case Op::kill_browser:
                for (One& one : pages_) {
                    one.state.reset();
                    one.calls.clear();
                }
                store.items = on_disk_;
                promised_here_.clear();
                deleted_here_.clear();
                break;
            case Op::put_away:
                dispatch(step.page, GoTo{{Screen::write, shown(page)->draft.id}});
                dispatch(step.page, GoTo{});
                break;
        }
    }

    // What the field names and holds from now on.
    void draw(One& page) const {
        const std::string meant = id_meant(*page.state, page.drawn, page.token);
        take_unsaid(*page.state);
        const DraftEntry* const entry = shown(page);
        page.drawn = entry == nullptr ? std::string() : entry->draft.id;
        const std::string text = entry == nullptr ? std::string() : entry->draft.report.answers[0];
        if (keeps_focus && entry != nullptr && page.drawn == meant && page.field != text) return;
        page.field = text;
        page.token = page.state->token;
    }

    // Texts only grow, so that a text holds every text that it was made from.
    void type(std::size_t which) {
        One& page = pages_[which];
        page.field += "AB"[which] + std::to_string(page.starts) + std::to_string(++page.typed) + ' ';
        dispatch(which, EditAnswer{page.drawn, 0, page.field});
    }

    void dispatch(std::size_t which, const Event& event) {
        One& page = pages_[which];
        std::map<std::string, std::pair<std::uint64_t, Safety>> before;
        for (const DraftEntry& entry : page.state->drafts) before[entry.draft.id] = {entry.edits, entry.safety};
        if (promises_first && std::holds_alternative<FlushDue>(event)) {
            for (const DraftEntry& entry : page.state->drafts) {
                if (!is_excused(entry.draft.report.answers[0])) promised_here_.insert(entry.draft.report.answers[0]);
            }
        }
        const std::vector<Effect> effects = applied(page, {event, now, next_id(page), page.token});
        // What is newly said on the screen is a promise.
        for (const DraftEntry& entry : page.state->drafts) {
            const auto was = before.find(entry.draft.id);
            if (was != before.end() && was->second == std::pair{entry.edits, entry.safety}) continue;
            if (is_excused(entry.draft.report.answers[0])) continue;
            if (entry.safety == Safety::on_device) promised_.insert(entry.draft.report.answers[0]);
            if (entry.safety == Safety::in_browser) promised_here_.insert(entry.draft.report.answers[0]);
        }
        for (const Effect& effect : effects) carry_out(which, effect);
    }

    static std::vector<Effect> applied(One& page, const Action& action) {
        struct Watched {
            Watched() {
                if (watch_application != nullptr) watch_application(true);
            }
            ~Watched() {
                if (watch_application != nullptr) watch_application(false);
            }
        } watched;
        return update(*page.state, action);
    }

    void carry_out(std::size_t which, const Effect& effect) {
        if (const auto* write = std::get_if<WriteRecord>(&effect)) {
            dispatch(which, Stored{write->draft, write->revision, store.write(*write)});
        } else if (const auto* remove = std::get_if<RemoveRecords>(&effect)) {
            store.remove(*remove);
        } else if (const auto* remove_copy = std::get_if<RemoveCopy>(&effect)) {
            store.items[remove_copy->key] = remove_copy->tombstone;
            pages_[which].calls.push_back(effect);
        } else if (std::holds_alternative<WriteCopy>(effect) || std::holds_alternative<ReadAgain>(effect)) {
            pages_[which].calls.push_back(effect);
            if (answers_early) answer(which, pages_[which].calls.back());
        }
    }

    static Effect take_call(One& page) {
        Effect call = std::move(page.calls.front());
        page.calls.pop_front();
        return call;
    }

    StorageTrouble carry_out_call(const Effect& call) {
        if (const auto* write = std::get_if<WriteCopy>(&call)) return copy.put(*write);
        if (const auto* remove = std::get_if<RemoveCopy>(&call)) {
            return copy.remove(*remove);
        }
        return StorageTrouble::none;
    }

    void answer(std::size_t which, const Effect& call) {
        const auto* write = std::get_if<WriteCopy>(&call);
        const auto* remove = std::get_if<RemoveCopy>(&call);
        const bool is_passed_on = remove != nullptr && pages_[which].deleting.count(remove->draft) == 0;
        // What another page removed before any store had it, only that page can put into the trash.
        const bool is_nothing = is_passed_on && remove->line.empty() && copy.drafts.count(remove->draft) == 0;
        const StorageTrouble trouble = answers_early && write != nullptr ? StorageTrouble::none : carry_out_call(call);
        if (write != nullptr) {
            dispatch(which, Copied{write->draft, write->record, trouble});
        } else if (remove != nullptr) {
            One& page = pages_[which];
            // The page takes its note away when it hears the answer: one that is killed before that does not.
            if (trouble == StorageTrouble::none || trouble == StorageTrouble::conflict) {
                store.items.erase(remove->key);
            }
            if (trouble == StorageTrouble::none && !is_nothing) {
                deleted_.insert({remove->draft, page.deleting[remove->draft]});
            }
            if (trouble == StorageTrouble::conflict) {
                deleted_here_.erase({remove->draft, page.deleting[remove->draft]});
                page.deleting.erase(remove->draft);  // it stays
            }
            dispatch(which, Removed{remove->draft, trouble});
        } else if (const auto* again = std::get_if<ReadAgain>(&call)) {
            dispatch(which, read_stores(store, &copy, again->draft));
        }
    }

    // What somebody deletes need not be kept, wherever it is still shown.
    void forget_promises(const std::string& deleted) {
        excused_.insert(deleted);
        for (std::set<std::string>* promises : {&promised_, &promised_here_}) {
            for (auto text = promises->begin(); text != promises->end();) {
                text = is_excused(*text) ? promises->erase(text) : std::next(text);
            }
        }
    }
    bool is_excused(const std::string& text) const {
        return std::any_of(excused_.begin(), excused_.end(),
                           [&text](const std::string& deleted) { return deleted.compare(0, text.size(), text) == 0; });
    }

    std::string broken_after(const std::map<std::string, std::string>& items, bool pages_only) const {
        Store left = store;
        left.items = items;
        left.fault = [](std::uint64_t) { return Fault::none; };
        SafetyCopy left_copy = copy;
        left_copy.fault = left.fault;
        std::size_t drafts = 0;
        // Twice: what the first start puts right must stay so.
        for (const char* writer : {"eeeeeee1", "eeeeeee2"}) {
            Page page(left, &left_copy, "#/", false, writer, true);
            page.state.storage.longest_local = longest_local_;
            page.read_copies();
            const auto has = [&page](const std::string& text) {
                return std::any_of(page.state.drafts.begin(), page.state.drafts.end(),
                                   [&text](const DraftEntry& entry) {
                                       return entry.draft.report.answers[0].compare(0, text.size(), text) == 0;
                                   });
            };
            for (const std::string& text : promised_) {
                if (!has(text)) return "on the device, and gone: " + text;
            }
            const auto is_back = [&page](const std::pair<std::string, std::string>& gone) {
                const DraftEntry* const entry = find_entry(page.state, gone.first);
                return entry != nullptr && entry->draft.report.answers[0] == gone.second;
            };
            for (const auto& gone : deleted_) {
                if (is_back(gone)) return "deleted, and back: " + gone.second;
                if (find_entry(page.state, gone.first) == nullptr && !is_in_trash(left_copy, gone)) {
                    return "deleted, and not in the trash: " + gone.second;
                }
            }
            if (pages_only) {
                for (const std::string& text : promised_here_) {
                    if (!has(text)) return "in the browser, and gone: " + text;
                }
                for (const auto& gone : deleted_here_) {
                    if (is_back(gone)) return "deleted in this browser, and back: " + gone.second;
                }
            }
            for (const DraftEntry& entry : page.state.drafts) {
                if (entry.safety != Safety::on_device) return "not kept again: " + entry.draft.report.answers[0];
            }
            if (drafts != 0 && page.state.drafts.size() != drafts) return "other drafts at the second start";
            drafts = page.state.drafts.size();
        }
        return {};
    }

    // With the last letter typed; of two pages that remove the same draft with letters kept nowhere, those of one of them.
    bool is_in_trash(const SafetyCopy& left, const std::pair<std::string, std::string>& gone) const {
        const auto& [id, deleted_text] = gone;
        const auto item = left.trash.find(id);
        if (item == left.trash.end()) return false;
        const drafts::RecordReading reading = drafts::read_record(item->second.line, id);
        const std::string& text = reading.record.draft.report.answers[0];
        if (reading.problem != drafts::RecordProblem::none) return false;
        const auto is_whole = [&text](const std::string& deleted) {
            return text.compare(0, deleted.size(), deleted) == 0;
        };
        // A page that finds a draft removed by another one passes that on, with what it knows of it.
        const auto is_passed_on = [&](const std::pair<std::string, std::string>& other) {
            return other.first == id && deleted_.count(other) == 0 && other.second.compare(0, text.size(), text) == 0;
        };
        return deleted_text.empty() || std::any_of(excused_.begin(), excused_.end(), is_whole) ||
               std::any_of(deleted_here_.begin(), deleted_here_.end(), is_passed_on);
    }

    static void add(std::string& all, const std::string& part) { all += part + '\n'; }
    static void add(std::string& all, const drafts::Stamp& stamp) {
        add(all, std::to_string(stamp.revision) + stamp.writer);
    }
    static void add(std::string& all, const Kept& store) {
        add(all, store.stamp);
        add(all, store.on_its_way);
        add(all, std::to_string(store.edits) + ' ' + std::to_string(store.edits_on_its_way) + ' ' +
                     std::to_string(static_cast<int>(store.trouble)) + (store.closed ? " closed" : ""));
    }
    static void add_entry(std::string& all, const DraftEntry& entry) {
        add(all, entry.draft.id + entry.draft.report.answers[0]);
        add(all, entry.newest);
        add(all, entry.line);
        add(all, std::to_string(entry.newest_parent) + ' ' + std::to_string(entry.parent) + ' ' +
                     std::to_string(entry.edits) + ' ' + std::to_string(entry.written_edits) + ' ' +
                     std::to_string(static_cast<int>(entry.safety)));
        add(all, entry.local);
        add(all, entry.copy);
        add(all, entry.waits_for + ' ' + (entry.left ? entry.left->id : ""));
        for (const std::string& key : entry.keys) add(all, key);
        if (entry.put_away) add(all, "put away");
    }
    static void add_page(std::string& all, const One& page) {
        add(all, std::to_string(page.starts) + ' ' + std::to_string(page.ids) + ' ' + std::to_string(page.typed));
        for (const Effect& call : page.calls) {
            if (const auto* write = std::get_if<WriteCopy>(&call)) add(all, write->line), add(all, write->known);
            if (const auto* remove = std::get_if<RemoveCopy>(&call)) {
                add(all, remove->draft + remove->line);
                add(all, remove->known);
            }
            if (const auto* again = std::get_if<ReadAgain>(&call)) add(all, again->draft);
        }
        if (!page.state) return;
        // Tokens count on and on; what they mean is which draft the field is of, and which texts are newer.
        add(all, page.drawn + ' ' + page.field + ' ' + id_meant(*page.state, page.drawn, page.token));
        for (const DraftEntry& entry : page.state->drafts)
            add(all, entry.replaced_at[0] > page.token ? "newer" : "shown");
        for (const DraftEntry& entry : page.state->drafts) add_entry(all, entry);
        add(all, "deleted");
        if (page.state->deleted) add_entry(all, *page.state->deleted);
        for (const Removal& removal : page.state->removals) {
            add(all,
                removal.draft + drafts::write_tombstone(removal.tombstone) + (removal.on_its_way ? " on its way" : ""));
            add(all, removal.copy);
            add(all, removal.line);
            for (const std::string& key : removal.keys) add(all, key);
        }
    }

    static constexpr LocalTime now{2026, 11, 23, 14, 0, 0, 60};
    std::size_t longest_local_;
    std::array<One, 2> pages_;
    std::map<std::string, std::string> on_disk_;                            // of localStorage
    std::set<std::string> excused_;                                         // texts that somebody has deleted
    std::set<std::string> promised_, promised_here_;                        // texts, on the device and in the browser
    std::set<std::pair<std::string, std::string>> deleted_, deleted_here_;  // ids and texts
};

// Every sequence of steps up to this length. Returns the first that breaks a promise, and why; empty: none does.
class Explorer {
  public:
    std::size_t states = 0, steps = 0;

    std::string explore(const World& world, int length) {
        auto& seen = seen_[drafts::record_hash("", world.fingerprint())];
        if (seen > length) return {};
        if (seen == 0) {
            states += 1;
            if (checked_.insert(drafts::record_hash("", world.left_behind())).second) {
                if (std::string broken = world.broken_promise(); !broken.empty()) return broken;
            }
        }
        seen = length + 1;
        if (length == 0) return {};
        for (int op = 0; op <= static_cast<int>(World::Op::late_edit); ++op) {
            for (const std::size_t page : {std::size_t{0}, std::size_t{1}}) {
                const World::Step step{static_cast<World::Op>(op), page};
                if (!world.can(step)) continue;
                auto next = std::make_unique<World>(world);
                next->act(step);
                steps += 1;
                if (std::string broken = explore(*next, length - 1); !broken.empty()) {
                    return World::name(step) + ", " + broken;
                }
            }
        }
        return {};
    }

  private:
    std::map<std::string, int> seen_;  // length that was still to go, and one
    std::set<std::string> checked_;    // what was left behind, whose promises were held against it
};

}  // namespace scenario
