// Draft by draft: the record with the highest revision counts, unless a tombstone covers it; a record that it does not build on is a conflict
// and is kept as well.
// It knows the line of a record through drafts/record.h only.
#include "drafts/merge.h"

#include <algorithm>
#include <map>
#include <utility>

namespace drafts {
namespace {

// Everything that was found of one draft.
struct Both {
    std::vector<const StoredItem*> slots;
    const Copy* copy = nullptr;
    std::vector<Tombstone> gone;
    std::vector<std::string> notes;  // keys of removals in localStorage that the replica has not confirmed: gone_key()
    bool is_gone_from_copy = false;
};

// One tombstone that covers what two tombstones cover. web/safety.js has the same rule in both().
Tombstone both_of(const Tombstone& one, const Tombstone& other) {
    const bool is_newer = one.newest.revision >= other.newest.revision;
    const Tombstone &newer = is_newer ? one : other, &older = is_newer ? other : one;
    const std::uint64_t own = newer.newest.writer == older.newest.writer ? 0 : older.newest.revision;
    return {newer.newest, std::max({newer.parent, older.parent, own})};
}

Stamp stamp_of(const Record& record) { return {record.revision, record.writer}; }

class OneDraft {
  public:
    OneDraft(std::string_view prefix, const std::string& id, const Both& both, const KnownLines& known)
        : prefix_(prefix), id_(id), both_(both) {
        std::vector<StoredItem> items;
        for (const StoredItem* slot : both.slots) items.push_back(*slot);
        Found found = find_drafts(prefix, items, known);
        unreadable_ = std::move(found.unreadable);
        if (!found.drafts.empty()) local_ = std::move(found.drafts.front());
        if (both.copy == nullptr) return;
        // Most drafts are the same in both stores, and then the text need not be read again.
        if (local_ && local_line() == both.copy->line) {
            const auto problem = local_->newer ? RecordProblem::newer : RecordProblem::none;
            reading_ = {problem, local_->record, local_->hash, local_->is_known};
        } else {
            reading_ = read_record(both.copy->line, id, known);
        }
        has_copy_ = reading_.problem != RecordProblem::unreadable;
    }

    void into(Merged& merged) const {
        merged.unreadable_items.insert(merged.unreadable_items.end(), unreadable_.begin(), unreadable_.end());
        if (both_.copy != nullptr && !has_copy_) {
            merged.unreadable.push_back({"copy " + id_, id_, both_.copy->line.size(), both_.copy->line});
        }
        const Stamp local = local_ ? stamp_of(local_->record) : Stamp{};
        const Stamp copy = has_copy_ ? stamp_of(reading_.record) : Stamp{};
        const bool has_local = local_ && (is_local_newer() || !is_gone(local));
        const bool has_copy = has_copy_ && (is_copy_newer() || !is_gone(copy));
        if (has_local || has_copy) {
            merged.drafts.push_back(winner(local, copy, has_local, has_copy));
        } else if (!both_.gone.empty() && (local_ || has_copy_ || !both_.notes.empty())) {
            // The page that finishes the removal deletes the removal keys of all pages.
            Tombstone all = both_.gone.front();
            for (const Tombstone& tombstone : both_.gone) all = both_of(all, tombstone);
            GoneDraft gone{id_, all, local, copy, {}, {}};
            if (local_) gone.keys = local_->keys;
            gone.keys.insert(gone.keys.end(), both_.notes.begin(), both_.notes.end());
            if (!both_.notes.empty() && !both_.is_gone_from_copy) {
                gone.line = has_copy_ && copy.revision >= local.revision ? both_.copy->line : std::string(local_line());
            }
            merged.gone.push_back(std::move(gone));
        }
    }

  private:
    bool is_local_newer() const { return local_ && local_->newer; }
    bool is_gone(const Stamp& stamp) const {
        return std::any_of(both_.gone.begin(), both_.gone.end(), [&stamp](const Tombstone& tombstone) {
            return builds_on(tombstone.newest, tombstone.parent, stamp);
        });
    }
    bool is_copy_newer() const { return has_copy_ && reading_.problem == RecordProblem::newer; }

    const std::string* slot_value(std::uint64_t revision) const {
        const std::string key = slot_key(prefix_, id_, slot_of(revision));
        for (const StoredItem* slot : both_.slots) {
            if (slot->key == key) return &slot->value;
        }
        return nullptr;
    }

    std::string_view local_line() const {
        const std::string* const value = local_ ? slot_value(local_->record.revision) : nullptr;
        return value == nullptr ? std::string_view() : std::string_view(*value);
    }

    // Two pages may have written the same revision number. The other slot still has the parent of the newest local record: if the replica's record
    // has the parent's revision but another writer, the local record was not written on top of the replica's, and both are kept.
    bool is_beside(const Record& held, const Stamp& copy) const {
        const std::string* const before = slot_value(held.parent_revision);
        if (before == nullptr || copy.revision != held.parent_revision) return false;
        const Stamp stamp = read_stamp(*before);
        return stamp.revision == copy.revision && stamp.writer != copy.writer;
    }

    // Whether the two stores have the same text under two stamps.
    bool has_same_text() const {
        const auto draft_of = [this](const Record& record, bool is_known, std::string_view line) {
            return is_known ? read_record(line, id_).record.draft : record.draft;
        };
        return draft_of(local_->record, local_->is_known, local_line()) ==
               draft_of(reading_.record, reading_.is_known, both_.copy->line);
    }

    MergedDraft winner(const Stamp& local, const Stamp& copy, bool has_local, bool has_copy) const {
        // At equal revisions the replica's record counts: web/safety.js compares and writes in one transaction, localStorage has none.
        const bool copy_wins = has_copy && (!has_local || copy.revision >= local.revision);
        MergedDraft draft;
        draft.id = id_;
        draft.local = local;
        draft.copy = copy;
        draft.newest = copy_wins ? copy : local;
        draft.line = copy_wins ? both_.copy->line : std::string(local_line());
        draft.newer = copy_wins ? is_copy_newer() : is_local_newer();
        draft.restored = copy_wins && (!has_local || copy.revision > local.revision);
        if (local_) draft.keys = local_->keys;

        const bool is_beside_newer = copy_wins ? is_local_newer() : is_copy_newer();
        draft.copy_closed = draft.newer || is_copy_newer() || (both_.copy != nullptr && !has_copy_);
        draft.unreadable = !unreadable_.empty() || (local_ && local_->unreadable_slot) || is_beside_newer ||
                           (both_.copy != nullptr && !has_copy_);
        if (draft.newer || is_local_newer()) draft.local_closed = true;
        const std::string* const in_its_slot = slot_value(draft.newest.revision);
        if (in_its_slot != nullptr &&
            std::find(draft.keys.begin(), draft.keys.end(), slot_key(prefix_, id_, slot_of(draft.newest.revision))) ==
                draft.keys.end()) {
            draft.local_closed = true;
        }

        if (has_local && has_copy && !draft.newer && !is_beside_newer) {
            const Record& held = copy_wins ? reading_.record : local_->record;
            const Record& other = copy_wins ? local_->record : reading_.record;
            const bool has_it = builds_on(stamp_of(held), held.parent_revision, stamp_of(other)) &&
                                (copy_wins || !is_beside(held, copy));
            if (local != copy && !has_it && !has_same_text()) {
                draft.other = copy_wins ? std::string(local_line()) : both_.copy->line;
            }
        }
        return draft;
    }

    std::string_view prefix_;
    const std::string& id_;
    const Both& both_;
    std::optional<FoundDraft> local_;
    std::vector<UnreadableItem> unreadable_;  // of localStorage
    RecordReading reading_;
    bool has_copy_ = false;
};

}  // namespace

bool builds_on(const Stamp& newest, std::uint64_t parent, const Stamp& older) {
    return older == newest || (older.writer == newest.writer && older.revision < newest.revision) ||
           older.revision <= parent;
}

std::string write_tombstone(const Tombstone& tombstone) {
    return std::to_string(tombstone.newest.revision) + ' ' + std::to_string(tombstone.parent) + ' ' +
           tombstone.newest.writer;
}

Tombstone read_tombstone(std::string_view text) {
    // The three fields have the same form as the first fields of a record line, so read_stamp() checks them.
    const std::size_t first = text.find(' '), second = text.find(' ', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) return {};
    const auto stamp = [&text, second](std::string_view revision) {
        std::string line = "RV1|1|1|";
        line += revision;
        line += "|0|";
        line += text.substr(second + 1);
        return read_stamp(line + '|');
    };
    return {stamp(text.substr(0, first)), stamp(text.substr(first + 1, second - first - 1)).revision};
}

std::string gone_key(std::string_view prefix, std::string_view id, std::string_view writer) {
    std::string key(prefix);
    key += "g ";
    key += id;
    key += ' ';
    key += writer;
    return key;
}

Merged merge(std::string_view prefix, const std::vector<StoredItem>& items, const std::vector<Copy>& copies,
             const std::vector<Gone>& gone, const KnownLines& known) {
    constexpr std::size_t id_digits = 32;
    Merged merged;
    std::map<std::string, Both> by_id;
    const auto add_tombstone = [&by_id](const std::string& id, std::string_view text) {
        const Tombstone tombstone = read_tombstone(text);
        if (tombstone.newest.revision != 0) by_id[id].gone.push_back(tombstone);
    };
    for (const StoredItem& item : items) {
        std::string_view rest = item.key;
        if (rest.substr(0, prefix.size()) != prefix) continue;
        rest.remove_prefix(prefix.size());
        const std::string_view kind = rest.substr(0, 2);
        if (kind != "d " && kind != "g ") continue;
        const std::string id(rest.substr(2, id_digits));
        const std::string_view slot = rest.substr(2 + id.size());
        const bool is_slot = is_draft_id(id) && (slot == " a" || slot == " b");
        if (kind == "d " && !is_slot) merged.unreadable_items.push_back({item.key, {}, item.value.size()});
        if (!is_draft_id(id)) continue;
        if (kind == "d " && is_slot) {
            by_id[id].slots.push_back(&item);
        } else if (kind == "g ") {
            add_tombstone(id, item.value);
            by_id[id].notes.push_back(item.key);
        }
    }
    for (const Copy& copy : copies) {
        if (is_draft_id(copy.id)) {
            by_id[copy.id].copy = &copy;
        } else {
            merged.unreadable.push_back({"copy " + copy.id, {}, copy.line.size(), copy.line});
        }
    }
    for (const Gone& tombstone : gone) {
        add_tombstone(tombstone.id, tombstone.tombstone);
        by_id[tombstone.id].is_gone_from_copy = true;
    }

    for (const auto& [id, both] : by_id) OneDraft(prefix, id, both, known).into(merged);
    return merged;
}

}  // namespace drafts
