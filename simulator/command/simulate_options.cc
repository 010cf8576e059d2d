#include "simulator/command/simulate_options.h"

#include <CLI/CLI.hpp>

#include "absl/strings/str_cat.h"

namespace iam {
namespace {

// A repeatable option that takes one value each time.
void AddList(CLI::App& app, const char* name, std::vector<std::string>* values,
             const char* type, const char* help) {
  app.add_option(name, *values, help)->type_name(type)->allow_extra_args(false);
}

CLI::Option* AddText(CLI::App& app, const char* name, std::string* value,
                     const char* type, const char* help) {
  return app.add_option(name, *value, help)->type_name(type);
}

absl::Status Misuse(absl::string_view error, absl::string_view hint) {
  return absl::InvalidArgumentError(absl::StrCat(error, "\n", hint));
}

}  // namespace

void AddSimulateOptions(CLI::App& app, SimulateOptions* o) {
  AddText(app, "--world", &o->world, "DIR",
          "Snapshot of accounts: a directory of AWS CLI output, or one file")
      ->group("Where the policies are");
  AddText(app, "--case", &o->case_file, "FILE",
          "Policies and request together, in the case format")
      ->group("Where the policies are");
  AddList(app, "--identity", &o->identity, "FILE", "Identity-based policy");
  AddList(app, "--resource-policy", &o->resource_policy, "FILE",
          "Resource-based policy");
  AddList(app, "--trust-policy", &o->trust_policy, "FILE",
          "Trust policy of the role that is assumed");
  AddList(app, "--boundary", &o->boundary, "FILE", "Permissions boundary");
  AddList(app, "--session", &o->session, "FILE",
          "Session policy; also with --world");
  AddList(app, "--scp", &o->scp, "[LEVEL:]FILE",
          "Service control policy; levels count from 1, the organization's "
          "root (default: 1)");
  AddList(app, "--rcp", &o->rcp, "[LEVEL:]FILE",
          "Resource control policy, likewise");
  AddList(app, "--endpoint", &o->endpoint, "FILE",
          "VPC endpoint policy; also with --world");
  for (const char* name :
       {"--identity", "--resource-policy", "--trust-policy", "--boundary",
        "--session", "--scp", "--rcp", "--endpoint"}) {
    app.get_option(name)->group("Single policies (each may be repeated)");
  }
  AddText(app, "--principal", &o->principal, "WHO",
          "Who asks: an ARN, a service or '*'; with --world a short name too");
  AddList(app, "--action", &o->actions, "ACTION",
          "Action, or call of the aws command ('ec2 describe-instances'), or "
          "several separated by commas; may be repeated");
  AddList(app, "--resource", &o->resources, "ARN",
          "Resource (default: *); may be repeated");
  AddText(app, "--resource-account", &o->resource_account, "ID",
          "Account that owns the resource, where its ARN does not say");
  AddList(app, "--context", &o->context, "KEY=VALUE",
          "Context key; given again it is a list, KEY=[] is an empty list");
  AddText(app, "--context-file", &o->context_file, "FILE",
          "Context as a JSON object; --context wins");
  AddText(app, "--requests", &o->requests, "FILE",
          "Batch: one JSON request a line ('-': standard input)");
  for (const char* name :
       {"--principal", "--action", "--resource", "--resource-account",
        "--context", "--context-file", "--requests"}) {
    app.get_option(name)->group("What is asked");
  }
  app.add_flag("--keep-going", o->keep_going,
               "Take documents of the world that cannot be read as unknown");
  app.add_flag("--explain", o->explain,
               "Show what every statement of every layer said");
  AddFormatOption(app, {"text", "json"}, &o->format);
  app.footer(
      "Every action is asked for every resource. aws:CurrentTime is the "
      "system's clock, in UTC,\nunless it or aws:EpochTime is given; requests "
      "of --case and --requests are taken as they are.\n\n"
      "Example:\n"
      "  iamsim simulate --world corpus/worlds/first-user --principal "
      "iam-admin \\\n      --action ec2:DescribeInstances\n"
      "  iamsim simulate --identity deploy.json --boundary limits.json \\\n"
      "      --principal arn:aws:iam::111122223333:user/ana --action "
      "s3:PutObject \\\n      --resource "
      "arn:aws:s3:::amzn-s3-demo-bucket/a.gz --context "
      "aws:SourceIp=203.0.113.7\n\n"
      "Exit status: 0 all allowed, 1 some denied, 2 could not be answered, 3 "
      "undecided\n(a policy that is attached is not known).");
}

absl::Status CheckSimulateOptions(const SimulateOptions& o) {
  const int sources =
      (o.world.empty() ? 0 : 1) + (o.case_file.empty() ? 0 : 1) +
      (o.has_policies_of_a_world() || (o.has_policies() && o.world.empty())
           ? 1
           : 0);
  if (sources == 0) {
    return Misuse("no policies to decide by",
                  "give --world DIR, --case FILE, or single policies "
                  "(--identity FILE, …)");
  }
  if (sources > 1) {
    return Misuse("--world, --case and single policies exclude each other",
                  "put the policies into one case file, or into the snapshot; "
                  "only --session and --endpoint go with --world");
  }
  if (!o.trust_policy.empty() && !o.resource_policy.empty()) {
    return Misuse("--trust-policy and --resource-policy exclude each other",
                  "a role's only resource-based policy is its trust policy");
  }
  if (!o.case_file.empty()) {
    if (o.has_request() || !o.requests.empty() || !o.principal.empty()) {
      return Misuse("a case says itself what is asked",
                    "leave --principal, --action and the like away");
    }
    return absl::OkStatus();
  }
  if (!o.requests.empty()) {
    if (!o.has_request()) return absl::OkStatus();
    return Misuse("the requests of --requests say themselves what is asked",
                  "leave --action, --resource and --context away; --principal "
                  "stands for requests that name none");
  }
  if (o.principal.empty()) {
    return Misuse("no principal", "say who asks: --principal WHO");
  }
  if (o.actions.empty()) {
    return Misuse("no action", "say what is asked: --action SERVICE:NAME");
  }
  return absl::OkStatus();
}

}  // namespace iam
