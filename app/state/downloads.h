// Downloads of one report, and of a record that cannot be read, as a file.
#pragma once

namespace state {

struct Turn;
struct DownloadReport;
struct DownloadStored;

void on(Turn& turn, const DownloadReport&);
void on(Turn& turn, const DownloadStored&);

}  // namespace state
