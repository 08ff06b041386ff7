// Earlier versions: texts of a draft that are kept in its history, by themselves or under a name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drafts/history.h"
#include "state/entry.h"
#include "state/time.h"

namespace state {

// What the screen Eerdere versies shows of one draft.
struct History {
    struct Version {
        drafts::Moment moment;
        LocalTime time;
        model::Report report;
    };
    bool is_read = false;
    StorageTrouble trouble = StorageTrouble::none;  // why it could not be read
    std::vector<Version> versions;                  // newest first
    std::string compared;                           // key of the one that stands beside the text as it is now
    std::string name;                               // content of the field "Naam voor dit moment"
    std::string naming;                             // key of the moment that is being kept under it
    std::string removing;                           // … and of one that is being removed
    enum class Refused : std::uint8_t { no, no_name, not_kept } refused = Refused::no;
};

struct Turn;
struct CompareMoment;
struct EditMomentName;
struct HistoryGivenUp;
struct HistoryRead;
struct MomentsRefused;
struct NameMoment;
struct RemoveMoment;

std::vector<History::Version>::const_iterator version_of(Turn& turn, std::string_view key);
void begin_history(Turn& turn);
void keep_before_change(Turn& turn, DraftEntry& entry);
// The text as it stands goes into the draft's history, by itself or under a name. Its key; empty: there is nothing to keep, or nowhere.
std::string keep_moment(Turn& turn, DraftEntry& entry, const std::string& name = {});

void on(Turn& turn, const HistoryRead&);
void on(Turn& turn, const HistoryGivenUp&);
void on(Turn& turn, const MomentsRefused&);
void on(Turn& turn, const EditMomentName&);
void on(Turn& turn, const NameMoment&);
void on(Turn& turn, const CompareMoment&);
void on(Turn& turn, const RemoveMoment&);

}  // namespace state
