#include "simulator/catalog/call_table.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "simulator/catalog/tables.h"

namespace iam {
namespace {

using Pairs = std::vector<std::pair<absl::string_view, absl::string_view>>;

Pairs ReadPairs(absl::string_view text) {
  Pairs pairs;
  ForEachPart(text, ';', [&](absl::string_view pair) {
    const absl::string_view first = Cut(&pair, '=');
    pairs.emplace_back(first, pair);
  });
  return pairs;
}

absl::string_view TextAt(const std::vector<absl::string_view>& texts,
                         absl::string_view number) {
  const size_t index = NumberIn(number);
  return index < texts.size() ? texts[index] : absl::string_view();
}

// "3.4": the variable (or resource type) 3 has the template 4. "3" alone: the
// parameter of that name.
std::pair<absl::string_view, std::string> ReadTemplate(
    const std::vector<absl::string_view>& texts, absl::string_view field) {
  const absl::string_view name = TextAt(texts, Cut(&field, '.'));
  if (field.empty()) return {name, absl::StrCat("${", name, "}")};
  return {name, std::string(TextAt(texts, field))};
}

CallCondition ReadCondition(const std::vector<absl::string_view>& texts,
                            absl::string_view field) {
  CallCondition condition;
  condition.path = TextAt(texts, Cut(&field, '.'));
  condition.test = Cut(&field, '.');
  if (!field.empty()) condition.value = TextAt(texts, field);
  return condition;
}

// The row's name, and the mark behind it: '!', '?' or none.
std::pair<absl::string_view, char> NameOf(absl::string_view row) {
  absl::string_view name = Cut(&row, '=');
  char mark = 0;
  if (absl::EndsWith(name, "!") || absl::EndsWith(name, "?")) {
    mark = name.back();
    name.remove_suffix(1);
  }
  return {name, mark};
}

}  // namespace

std::string FoldName(absl::string_view name) {
  std::string folded;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte)) {
      folded.push_back(static_cast<char>(absl::ascii_tolower(byte)));
    }
  }
  return folded;
}

CallClient::CallClient(absl::string_view line)
    : name_(Cut(&line, '\t')),
      js_name_(Cut(&line, '\t')),
      service_id_(Cut(&line, '\t')),
      prefix_(Cut(&line, '\t')),
      texts_(Cut(&line, '\t')),
      rows_(line) {}

bool CallClient::IsCalled(absl::string_view folded) const {
  return !js_name_.empty() &&
         (FoldName(name_) == folded || FoldName(js_name_) == folded ||
          FoldName(service_id_) == folded);
}

const CallClient::Operations& CallClient::Read() const {
  std::call_once(once_, [this] {
    operations_.texts = absl::StrSplit(texts_, ';');
    operations_.rows = absl::StrSplit(rows_, ';', absl::SkipEmpty());
    for (const absl::string_view row : operations_.rows) {
      operations_.by_name.emplace(FoldName(NameOf(row).first), row);
    }
  });
  return operations_;
}

std::vector<absl::string_view> CallClient::operations() const {
  std::vector<absl::string_view> names;
  for (const absl::string_view row : Read().rows) {
    names.push_back(NameOf(row).first);
  }
  return names;
}

std::optional<CallRow> CallClient::Find(absl::string_view folded) const {
  const auto found = Read().by_name.find(folded);
  if (found == Read().by_name.end()) return std::nullopt;
  const std::pair<absl::string_view, char> name = NameOf(found->second);
  CallRow row;
  row.operation = name.first;
  row.free = name.second == '!';
  absl::string_view actions = found->second;
  Cut(&actions, '=');
  if (actions.empty() && !row.free) {
    row.actions.push_back(
        ReadAction(name.second == '?' ? ",u" : "", row.operation));
  }
  ForEachPart(actions, '=', [&](absl::string_view text) {
    row.actions.push_back(ReadAction(text, row.operation));
  });
  return row;
}

CallAction CallClient::ReadAction(absl::string_view text,
                                  absl::string_view operation) const {
  const std::vector<absl::string_view>& texts = Read().texts;
  CallAction action;
  absl::string_view name = Cut(&text, ',');
  if (name.empty()) name = operation;
  action.action = absl::StrContains(name, ":")
                      ? std::string(name)
                      : absl::StrCat(prefix_, ":", name);
  ForEachPart(text, ',', [&](absl::string_view field) {
    const char kind = field.empty() ? '\0' : field.front();
    if (!field.empty()) field.remove_prefix(1);
    if (kind == 'v') action.variables.push_back(ReadTemplate(texts, field));
    if (kind == 't') action.types.push_back(ReadTemplate(texts, field));
    if (kind == 'a') action.arn = std::string(TextAt(texts, field));
    if (kind == 'i') action.condition = ReadCondition(texts, field);
    if (kind == 'u') action.unlisted = true;
  });
  return action;
}

const CallTable& CallTable::Get() {
  static const CallTable* const kTable = [] {
    auto* table = new CallTable;
    absl::string_view rest = ApiCallsTable();
    Cut(&rest, '\n');  // the heading
    table->sources = ReadPairs(Cut(&rest, '\n'));
    table->cli_services = ReadPairs(Cut(&rest, '\n'));
    table->commands = ReadPairs(Cut(&rest, '\n'));
    ForEachPart(rest, '\n', [table](absl::string_view line) {
      const CallClient& client = table->clients.emplace_back(line);
      table->by_name.emplace(client.name(), &client);
      if (client.is_api()) {
        table->by_prefix[client.prefix()].push_back(&client);
      }
    });
    return table;
  }();
  return *kTable;
}

std::vector<const CallClient*> CallTable::OfPrefix(
    absl::string_view prefix) const {
  const auto found = by_prefix.find(prefix);
  return found == by_prefix.end() ? std::vector<const CallClient*>()
                                  : found->second;
}

const CallClient* CallTable::Find(absl::string_view name) const {
  const auto exact = by_name.find(name);
  if (exact != by_name.end()) return exact->second;
  for (const CallClient& client : clients) {
    if (CompareNames(client.name(), name) == 0) return &client;
  }
  return nullptr;
}

}  // namespace iam
