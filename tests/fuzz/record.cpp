// Feeds the reader of draft records with lines and payloads of any bytes: it must not crash, and what it reads it must
// be able to write and read again. The first byte chooses how deep the rest gets: random bytes never pass the hash.
// And two stores with anything in them are merged: no text is lost but by what was written over it or removed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "drafts/merge.h"
#include "drafts/record.h"

namespace {

const std::string id(32, 'a');

void check(std::string_view line) {
    const drafts::RecordReading reading = drafts::read_record(line, id);
    if (reading.problem != drafts::RecordProblem::none) return;
    const std::string again = drafts::write_record(reading.record);
    if (drafts::read_record(again, id).record != reading.record) std::abort();
    if (drafts::write_record(drafts::read_record(again, id).record) != again) std::abort();
}

// ---- Two stores ----------------------------------------------------------------------------------------------------

const std::string prefix = "p ";

void require(bool ok) {
    if (!ok) std::abort();
}

// The input as a row of small choices; when it is at its end, the first of each.
class Choices {
  public:
    explicit Choices(std::string_view bytes) : bytes_(bytes) {}
    unsigned below(unsigned limit) {
        if (bytes_.empty()) return 0;
        const unsigned value = static_cast<unsigned char>(bytes_.front());
        bytes_.remove_prefix(1);
        return value % limit;
    }
    std::string text() {
        const std::string_view text = bytes_.substr(0, below(20));
        bytes_.remove_prefix(text.size());
        return std::string(text);
    }
    std::string writer() { return below(2) == 0 ? "0a1b2c3d" : "ffffffff"; }

    // parity: of the revision, or 2 for either
    std::string line(unsigned parity) {
        const unsigned kind = below(8);
        if (kind == 0) return text();
        drafts::Record record;
        record.revision = parity == 2 ? 1 + below(8) : 2 * (1 + below(4)) - parity;
        record.parent_revision = below(8);
        record.writer = writer();
        record.time = "2026-11-23T14:03:09+01:00";
        record.draft.report.answers[0] = std::string(below(3), 'x');
        if (kind > 1) return drafts::write_record(record);
        const std::string before =
            "RV1|2|2|" + std::to_string(record.revision) + "|0|" + record.writer + "|" + record.time + "|0|";
        return before + drafts::record_hash(before, "") + '|';
    }
    std::string tombstone() {
        if (below(8) == 0) return text();
        const drafts::Stamp newest{1 + below(8), writer()};
        return drafts::write_tombstone({newest, below(8)});
    }

  private:
    std::string_view bytes_;
};

struct Stores {
    std::vector<drafts::StoredItem> items;
    std::vector<drafts::Copy> copies;
    std::vector<drafts::Gone> gone;
    drafts::Merged merged() const { return drafts::merge(prefix, items, copies, gone); }
};

Stores chosen_stores(Choices& choices) {
    Stores stores;
    for (const std::string& draft : {std::string(32, 'a'), std::string(32, 'b')}) {
        for (const drafts::Slot slot : {drafts::Slot::a, drafts::Slot::b}) {
            const auto parity = static_cast<unsigned>(slot);
            // Now and then a record in the slot of another revision.
            if (choices.below(2) != 0) {
                stores.items.push_back(
                    {drafts::slot_key(prefix, draft, slot), choices.line(choices.below(8) == 7 ? 2 : parity)});
            }
        }
        if (choices.below(2) != 0) stores.copies.push_back({draft, choices.line(2)});
        if (choices.below(4) == 1) stores.gone.push_back({draft, choices.tombstone()});
        if (choices.below(4) == 1)
            stores.items.push_back({drafts::gone_key(prefix, draft, choices.writer()), choices.tombstone()});
    }
    if (choices.below(4) == 1) stores.copies.push_back({choices.text(), choices.text()});
    if (choices.below(4) == 1) stores.items.push_back({prefix + choices.text(), choices.text()});
    return stores;
}

const drafts::MergedDraft* find(const drafts::Merged& merged, const std::string& draft) {
    for (const drafts::MergedDraft& found : merged.drafts) {
        if (found.id == draft) return &found;
    }
    return nullptr;
}

bool is_gone(const Stores& stores, const std::string& draft, const drafts::Stamp& stamp) {
    const auto covers = [&stamp](const std::string& text) {
        const drafts::Tombstone tombstone = drafts::read_tombstone(text);
        return tombstone.newest.revision != 0 && drafts::builds_on(tombstone.newest, tombstone.parent, stamp);
    };
    for (const drafts::Gone& gone : stores.gone) {
        if (gone.id == draft && covers(gone.tombstone)) return true;
    }
    for (const drafts::StoredItem& item : stores.items) {
        if (item.key.find(prefix + "g " + draft + ' ') == 0 && covers(item.value)) return true;
    }
    return false;
}

// A text that a store has as its newest.
void require_kept(const Stores& stores, const drafts::Merged& merged, const std::string& draft,
                  const std::string& line) {
    const drafts::RecordReading reading = drafts::read_record(line, draft);
    if (reading.problem != drafts::RecordProblem::none) return;
    const drafts::Stamp stamp{reading.record.revision, reading.record.writer};
    const drafts::MergedDraft* const found = find(merged, draft);
    if (found == nullptr || (found->local != stamp && found->copy != stamp)) {
        require(is_gone(stores, draft, stamp));
        return;
    }
    if (found->line == line || found->other == line || is_gone(stores, draft, stamp)) return;
    if (found->newer || found->unreadable) return;  // what it stands beside is not written over
    const drafts::Record held = drafts::read_record(found->line, draft).record;
    require(drafts::builds_on(found->newest, held.parent_revision, stamp) || held.draft == reading.record.draft);
}

void check_merge(std::string_view bytes) {
    Choices choices(bytes);
    Stores stores = chosen_stores(choices);
    const drafts::Merged merged = stores.merged();
    for (const drafts::MergedDraft& draft : merged.drafts) {
        const drafts::RecordReading reading = drafts::read_record(draft.line, draft.id);
        require(reading.problem == (draft.newer ? drafts::RecordProblem::newer : drafts::RecordProblem::none));
        require(drafts::Stamp{reading.record.revision, reading.record.writer} == draft.newest);
        require(!draft.other || drafts::read_record(*draft.other, draft.id).problem == drafts::RecordProblem::none);
    }
    for (const drafts::Copy& copy : stores.copies) {
        if (drafts::is_draft_id(copy.id)) require_kept(stores, merged, copy.id, copy.line);
    }
    for (const drafts::FoundDraft& local : drafts::find_drafts(prefix, stores.items).drafts) {
        const drafts::Record& record = local.record;
        const std::string key = drafts::slot_key(prefix, record.draft.id, drafts::slot_of(record.revision));
        for (const drafts::StoredItem& item : stores.items) {
            if (item.key == key) require_kept(stores, merged, record.draft.id, item.value);
        }
    }

    // Once both stores have what holds, nothing is left to be said.
    Stores after;
    for (const drafts::MergedDraft& draft : merged.drafts) {
        after.items.push_back({drafts::slot_key(prefix, draft.id, drafts::slot_of(draft.newest.revision)), draft.line});
        after.copies.push_back({draft.id, draft.line});
    }
    const drafts::Merged again = after.merged();
    require(again.drafts.size() == merged.drafts.size() && again.gone.empty() && again.unreadable.empty());
    for (std::size_t i = 0; i < again.drafts.size(); ++i) {
        const drafts::MergedDraft& draft = again.drafts[i];
        require(draft.line == merged.drafts[i].line && draft.local == draft.newest && draft.copy == draft.newest);
        require(!draft.restored && !draft.other && (draft.newer || !draft.unreadable));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view rest(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto with_hash = [](const std::string& before, std::string_view payload) {
        return before + drafts::record_hash(before, payload) + '|' + std::string(payload);
    };
    const std::string fields = "RV1|1|1|2|1|0a1b2c3d|2026-11-23T14:03:09+01:00|";
    switch (data[0] % 4) {
        case 0:  // a whole line
            check(rest);
            break;
        case 1:  // a payload in a right line
            check(with_hash(fields + std::to_string(rest.size()) + '|', rest));
            break;
        case 2: {  // a report in a right payload
            const std::string payload = "{\"name\":\"x\",\"report\":" + std::string(rest) + '}';
            check(with_hash(fields + std::to_string(payload.size()) + '|', payload));
            break;
        }
        default: {  // fields with a right hash, then a payload
            const std::size_t cut = rest.rfind('|');
            if (cut == std::string_view::npos) break;
            check(with_hash(std::string(rest.substr(0, cut + 1)), rest.substr(cut + 1)));
        }
    }
    check_merge(rest);
    // Any bytes as keys and values of a store.
    const std::size_t half = rest.size() / 2;
    drafts::find_drafts("p ", {{"p d " + id + " a", std::string(rest)},
                               {"p " + std::string(rest.substr(0, half)), std::string(rest.substr(half))}});
    return 0;
}
