#include "simulator/command/why_input.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "simulator/command/log_files.h"
#include "simulator/request/case_file.h"

namespace iam {
namespace {

absl::StatusOr<Findings> ReadFindings(const std::string& path,
                                      const FindOptions& options,
                                      CommandIo& io) {
  const absl::StatusOr<SourcePtr> source = ReadSource(io, path);
  if (!source.ok()) return source.status();
  absl::StatusOr<Findings> findings = FindRequests(*source, options);
  if (!findings.ok()) return findings;
  for (NotFound& none : findings->not_found) {
    none.reason =
        absl::StrCat((*source)->name(), ":", none.line, ": ", none.reason);
  }
  return findings;
}

}  // namespace

void Unanswered::Add(std::string where, const absl::Status& status) {
  const auto known =
      std::find_if(entries_.begin(), entries_.end(),
                   [&](const Entry& entry) { return entry.status == status; });
  if (known != entries_.end()) {
    ++known->count;
  } else {
    entries_.push_back({std::move(where), status, 1});
  }
}

bool Unanswered::Print(CommandIo& io) const {
  for (const Entry& entry : entries_) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(entry.status.message(), absl::MaxSplits('\n', 1));
    Fail(io,
         absl::StrCat(entry.where, entry.where.empty() ? "" : ": ", parts.first,
                      entry.count == 1
                          ? ""
                          : absl::StrCat(" (and ", entry.count - 1, " more)")),
         parts.second);
  }
  return !entries_.empty();
}

absl::StatusOr<WhyInput> ReadWhyInput(const std::string& path,
                                      const FindOptions& options,
                                      CommandIo& io) {
  WhyInput input;
  std::vector<std::string> files = {path};
  if (path != "-") {
    absl::StatusOr<std::vector<std::string>> logs = LogFiles(path, io.files);
    if (!logs.ok()) return logs.status();
    files = *std::move(logs);
  }
  const bool several = files.front() != path;
  size_t without = 0;
  for (const std::string& file : files) {
    absl::StatusOr<Findings> findings = ReadFindings(file, options, io);
    if (!findings.ok()) {
      if (!several) return findings.status();
      // Most logs have no denied event.
      if (absl::IsNotFound(findings.status())) {
        ++without;
      } else {
        input.unanswered.Add("", findings.status());
      }
      continue;
    }
    for (FoundRequest& found : findings->requests) {
      if (several) found.file = file;
      input.findings.requests.push_back(std::move(found));
    }
    std::vector<NotFound>& not_found = input.findings.not_found;
    not_found.insert(not_found.end(), findings->not_found.begin(),
                     findings->not_found.end());
  }
  if (!input.findings.requests.empty()) {
    if (without > 0) {
      input.findings.not_found.push_back(
          {0, "log",
           absl::StrCat(without, " of ", files.size(), " logs of '", path,
                        "' have no ", options.allowed_too ? "" : "denied ",
                        "request")});
    }
    return input;
  }
  input.unanswered.Print(io);
  return absl::NotFoundError(
      absl::StrCat("no request in ", files.size(),
                   files.size() == 1 ? " log of '" : " logs of '", path,
                   "'\nevents that were not denied count with --allowed-too"));
}

std::string PlaceOf(const FoundRequest& found, const std::string& path) {
  const std::string& file = found.file.empty() ? path : found.file;
  return absl::StrCat(file == "-" ? kStdinName : file, ":", found.line);
}

}  // namespace iam
