// Importeren: a text or a file is previewed, and taken over as one draft or several. What it says is read in formats/import.h.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "formats/import.h"

namespace state {

// What the writer handed in under Importeren, not yet stored.
struct ImportInput {
    std::string text;       // content of the field "Plak hier de tekst van een verslag"
    std::string file_name;  // empty: pasted
    enum class FileTrouble : std::uint8_t { none, too_large, unreadable } file_trouble = FileTrouble::none;
    std::optional<formats::Import> preview;  // of the file or the text
    std::size_t shown = 0;  // which of its reports stands on the screen; their number: all of them as one
};

// The report that the screen shows of a preview. Only where there is a preview without a problem.
const formats::ImportedReport& shown_report(const ImportInput& input);

struct Turn;
struct AcceptAllImports;
struct AcceptImport;
struct EditImportText;
struct FileRead;
struct FileRefused;
struct ShowImported;
struct TextDropped;

void on(Turn& turn, const FileRead&);
void on(Turn& turn, const FileRefused&);
void on(Turn& turn, const EditImportText&);
void on(Turn& turn, const TextDropped&);
void on(Turn& turn, const ShowImported&);
void on(Turn& turn, const AcceptImport&);
void on(Turn& turn, const AcceptAllImports&);

}  // namespace state
