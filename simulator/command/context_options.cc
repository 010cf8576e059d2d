#include "simulator/command/context_options.h"

#include <algorithm>
#include <optional>
#include <ostream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/condition/keys.h"
#include "engine/text/json.h"
#include "simulator/request/request_reader.h"

namespace iam {
namespace {

struct Given {
  std::string key;
  std::vector<std::string> values;
  bool is_list = false;
};

bool SameKey(absl::string_view a, absl::string_view b) {
  return a == b || (absl::EqualsIgnoreCase(a, b) && !IsTagKey(a));
}

void Put(const Given& given, Context* context) {
  if (given.is_list) {
    context->Set(given.key, given.values);
  } else {
    context->Set(given.key, given.values.front());
  }
}

void PutAll(const Context& from, Context* context) {
  for (const Context::Entry& entry : from.entries()) {
    if (entry.absent) {
      context->SetAbsent(entry.key);
    } else {
      Put({.key = std::string(entry.key),
           .values = entry.values.ToStrings(),
           .is_list = entry.is_list},
          context);
    }
  }
}

}  // namespace

absl::StatusOr<Context> ParseContextOptions(
    const std::vector<std::string>& options) {
  std::vector<Given> all;
  for (const std::string& option : options) {
    const size_t equals = option.find('=');
    if (equals == std::string::npos || equals == 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("--context '", option,
                       "' has no key and value; write KEY=VALUE, say "
                       "aws:SourceIp=203.0.113.7"));
    }
    const std::string key = option.substr(0, equals);
    const std::string value = option.substr(equals + 1);
    auto given = std::find_if(all.begin(), all.end(), [&](const Given& g) {
      return SameKey(g.key, key);
    });
    if (given == all.end()) {
      given = all.insert(all.end(), {.key = key, .values = {}});
      given->is_list = value == "[]";
    } else {
      given->is_list = true;
    }
    if (value != "[]") given->values.push_back(value);
  }
  Context context;
  for (const Given& given : all) Put(given, &context);
  return context;
}

absl::StatusOr<Context> ReadContextOptions(
    const std::string& file, const std::vector<std::string>& options,
    CommandIo& io, Context context) {
  if (!file.empty()) {
    absl::StatusOr<SourcePtr> source = ReadSource(io, file);
    if (!source.ok()) return source.status();
    Context of_file;
    Diagnostics diagnostics;
    const std::optional<JsonDocument> json = ParseJson(*source, &diagnostics);
    if (!json.has_value() ||
        !ReadContext(json->root(), *source, &of_file, &diagnostics)) {
      io.err << diagnostics.ToString();
      return absl::InvalidArgumentError(
          absl::StrCat("the context file '", file, "' could not be read"));
    }
    PutAll(of_file, &context);
  }
  absl::StatusOr<Context> given = ParseContextOptions(options);
  if (!given.ok()) return given.status();
  PutAll(*given, &context);
  if (!context.Mentions("aws:CurrentTime") &&
      !context.Mentions("aws:EpochTime")) {
    context.Set("aws:CurrentTime", io.now());
  }
  return context;
}

}  // namespace iam
