// `iamsim serve`: an endpoint like AWS's, for the accounts of a world.
#include <CLI/CLI.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <ostream>
#include <thread>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "simulator/command/command.h"
#include "simulator/command/open_state.h"
#include "simulator/command/print_diagnostics.h"
#include "simulator/endpoint/audit_file.h"
#include "simulator/endpoint/endpoint.h"
#include "simulator/endpoint/http_server.h"
#include "simulator/endpoint/upstream.h"

namespace iam {
namespace {

constexpr uint16_t kDefaultPort = 4580;
constexpr char kLoopback[] = "127.0.0.1";
constexpr uint64_t kMebibyte = 1024 * 1024;
// When last uses of keys are written down.
constexpr std::chrono::seconds kFlushEvery{10};

bool IsLoopback(absl::string_view address) {
  return address == "::1" || absl::StartsWith(address, "127.");
}

// Writes last uses of keys down now and then, until it goes.
class UseFlusher {
 public:
  explicit UseFlusher(KeyStore* keys) : thread_([this, keys] { Run(keys); }) {}
  ~UseFlusher() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      done_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

 private:
  void Run(KeyStore* keys) {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!changed_.wait_for(lock, kFlushEvery, [this] { return done_; })) {
      keys->FlushUses().IgnoreError();  // stays noted
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
  std::thread thread_;
};

class ServeCommand : public Command {
 public:
  void AddTo(CLI::App& app) override;
  ExitStatus Run(CommandIo& io) override;

 private:
  absl::Status CheckOptions() const;
  absl::Status ReadIssuers(CommandIo& io, EndpointOptions* options) const;
  absl::Status OpenUpstream(CommandIo& io);
  ServerOptions OptionsOfServer() const;
  void Reload(Directory* directory, Metrics* metrics, CommandIo& io);
  void Greet(const Directory& directory, uint16_t port, CommandIo& io) const;

  StateOptions state_;
  std::string listen_ = kLoopback;
  uint16_t port_ = kDefaultPort;
  std::string certificate_, private_key_;
  bool insecure_ = false;
  std::string upstream_url_, upstream_key_, upstream_secret_file_;
  std::string audit_path_, source_ip_, mfa_code_;
  std::vector<std::string> regions_, issuers_,
      audiences_ = {"sts.amazonaws.com"};
  uint64_t most_body_ = 64;
  size_t most_connections_ = 1024;

  std::unique_ptr<Upstream> upstream_;
  std::mutex printing_;
  bool audit_failed_ = false;  // guarded by printing_
};

void ServeCommand::AddTo(CLI::App& app) {
  AddStateOptions(app, &state_);
  app.add_option("--port", port_, "Port; 0: any that is free (default: 4580)")
      ->type_name("N");
  app.add_option("--listen", listen_,
                 "Address; others than this machine's own need TLS or "
                 "--insecure (default: 127.0.0.1)")
      ->type_name("IP");
  app.add_option("--tls-certificate", certificate_, "Certificates, PEM")
      ->type_name("FILE");
  app.add_option("--tls-key", private_key_, "Private key, PEM")
      ->type_name("FILE");
  app.add_flag("--insecure", insecure_,
               "Listen to other machines without TLS all the same");
  app.add_option("--upstream", upstream_url_,
                 "Where allowed calls of other services than IAM and STS go, "
                 "http://HOST:PORT; without, they are answered with nothing")
      ->type_name("URL");
  app.add_option("--upstream-access-key", upstream_key_,
                 "Sign them anew with this access key id")
      ->type_name("ID");
  app.add_option("--upstream-secret-file", upstream_secret_file_,
                 "File with its secret")
      ->type_name("FILE");
  app.add_option("--audit", audit_path_,
                 "Append each call as a CloudTrail event, one a line; 'iamsim "
                 "why' reads it")
      ->type_name("FILE");
  app.add_option("--oidc-issuer", issuers_,
                 "Believe tokens of this issuer, signed by a key of this JSON "
                 "Web Key Set; may be repeated")
      ->type_name("URL=FILE")
      ->allow_extra_args(false);
  app.add_option(
         "--oidc-audience", audiences_,
         "Whom its tokens may be for, where the account has no provider "
         "that says so (default: sts.amazonaws.com)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--mfa-code", mfa_code_,
                 "The code that each user's MFA device shows, for "
                 "GetSessionToken and AssumeRole (default: nobody has one)")
      ->type_name("CODE");
  app.add_option(
         "--enabled-region", regions_,
         "Region that the accounts have enabled, others are not; may be "
         "repeated (default: all are)")
      ->type_name("REGION")
      ->allow_extra_args(false);
  app.add_option("--source-ip", source_ip_,
                 "Take this for the address that calls come from")
      ->type_name("IP");
  app.add_option("--max-body", most_body_,
                 "Longest body of a request, in MiB (default: 64)")
      ->type_name("N")
      ->check(CLI::Range(1, 4096));
  app.add_option("--max-connections", most_connections_,
                 "Connections at a time (default: 1024)")
      ->type_name("N")
      ->check(CLI::Range(1, 100000));
  app.footer(
      "Example:\n  iamsim serve --world corpus/worlds/first-user --state "
      "/tmp/state\n  iamsim keys create --state /tmp/state --user iam-admin "
      "--configure course\n  aws --profile course --endpoint-url "
      "http://127.0.0.1:4580 iam list-users\n"
      "SIGHUP reads the world's files anew, SIGTERM ends. /healthz and "
      "/metrics "
      "are for those who watch it.");
}

absl::Status ServeCommand::CheckOptions() const {
  if (certificate_.empty() != private_key_.empty()) {
    return absl::InvalidArgumentError(
        "--tls-certificate and --tls-key belong together");
  }
  if (!IsLoopback(listen_) && certificate_.empty() && !insecure_) {
    return absl::InvalidArgumentError(absl::StrCat(
        "refusing to listen at ", listen_,
        " without TLS: other machines could read and use what is sent\ngive "
        "--tls-certificate and --tls-key, or --insecure if that is wanted"));
  }
  if (upstream_key_.empty() != upstream_secret_file_.empty()) {
    return absl::InvalidArgumentError(
        "--upstream-access-key and --upstream-secret-file belong together");
  }
  if (!upstream_key_.empty() && upstream_url_.empty()) {
    return absl::InvalidArgumentError(
        "--upstream-access-key is for an --upstream");
  }
  return absl::OkStatus();
}

absl::Status ServeCommand::ReadIssuers(CommandIo& io,
                                       EndpointOptions* options) const {
  for (const std::string& text : issuers_) {
    const size_t equals = text.find('=');
    if (equals == std::string::npos || !absl::StartsWith(text, "https://")) {
      return absl::InvalidArgumentError(
          absl::StrCat("'", text, "' is no issuer\ngive https://ISSUER=FILE"));
    }
    const std::string file = text.substr(equals + 1);
    const absl::StatusOr<std::string> keys = io.files.ReadFile(file);
    if (!keys.ok()) return keys.status();
    absl::StatusOr<TrustedIssuer> issuer =
        TrustedIssuer::Make(text.substr(0, equals), *keys, audiences_);
    if (!issuer.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat(file, ": ", issuer.status().message()));
    }
    options->issuers.push_back(*std::move(issuer));
  }
  return absl::OkStatus();
}

absl::Status ServeCommand::OpenUpstream(CommandIo& io) {
  if (upstream_url_.empty()) return absl::OkStatus();
  std::optional<UpstreamCredentials> credentials;
  if (!upstream_key_.empty()) {
    const absl::StatusOr<std::string> secret =
        io.files.ReadFile(upstream_secret_file_);
    if (!secret.ok()) return secret.status();
    credentials = {upstream_key_,
                   std::string(absl::StripAsciiWhitespace(*secret))};
  }
  absl::StatusOr<std::unique_ptr<Upstream>> upstream =
      Upstream::Make(upstream_url_, std::move(credentials));
  if (!upstream.ok()) return upstream.status();
  upstream_ = *std::move(upstream);
  return absl::OkStatus();
}

ServerOptions ServeCommand::OptionsOfServer() const {
  ServerOptions options;
  options.address = listen_;
  options.port = port_;
  options.certificate = certificate_;
  options.private_key = private_key_;
  options.most_connections = most_connections_;
  options.most_body_bytes = most_body_ * kMebibyte;
  options.slow_answers = upstream_ != nullptr;
  return options;
}

void ServeCommand::Reload(Directory* directory, Metrics* metrics,
                          CommandIo& io) {
  const std::lock_guard<std::mutex> lock(printing_);
  if (state_.world.empty()) {
    io.err << "iamsim: there is no --world to read anew\n";
    return;
  }
  Diagnostics diagnostics;
  absl::StatusOr<WorldSources> sources =
      ReadWorldSources(state_.world, io.files);
  absl::Status done = sources.ok() ? sources->unreadable : sources.status();
  if (done.ok()) done = directory->Reload(*sources, &diagnostics);
  PrintDiagnostics(diagnostics, io);
  metrics->CountReload(done.ok());
  if (done.ok()) {
    io.err << "iamsim: the world was read anew\n";
  } else {
    io.err << "iamsim: the world stays as it was: " << done.message() << "\n";
  }
  io.err.flush();
}

void ServeCommand::Greet(const Directory& directory, uint16_t port,
                         CommandIo& io) const {
  io.out << "iamsim serves " << directory.Accounts().size()
         << " account(s) at http" << (certificate_.empty() ? "" : "s") << "://"
         << (absl::StrContains(listen_, ':') ? "[" : "") << listen_
         << (absl::StrContains(listen_, ':') ? "]" : "") << ":" << port
         << "\nSignatures are verified and policies enforced; allowed calls of "
            "other services than IAM and STS "
         << (upstream_ == nullptr ? "are answered with nothing in them"
                                  : absl::StrCat("go to ", upstream_url_))
         << ".\n";
  io.out.flush();
}

ExitStatus ServeCommand::Run(CommandIo& io) {
  absl::Status ready = CheckOptions();
  EndpointOptions options;
  options.source_ip = source_ip_;
  options.mfa_code = mfa_code_;
  options.regions = regions_;
  if (ready.ok()) ready = ReadIssuers(io, &options);
  if (ready.ok()) ready = OpenUpstream(io);
  if (!ready.ok()) return Fail(io, ready);
  options.forwarder = upstream_.get();

  std::unique_ptr<AuditFile> audit;
  if (!audit_path_.empty()) {
    absl::StatusOr<std::unique_ptr<AuditFile>> opened =
        AuditFile::Open(audit_path_);
    if (!opened.ok()) return Fail(io, opened.status());
    audit = *std::move(opened);
    options.audit = [this, &audit, &io](const std::string& line) {
      if (audit->Write(line)) return;
      const std::lock_guard<std::mutex> lock(printing_);
      if (std::exchange(audit_failed_, true)) return;  // it was said
      io.err << "iamsim: calls are missing in '" << audit_path_
             << "': it cannot be written to\n";
      io.err.flush();
    };
  }
  const absl::StatusOr<OpenedState> state = OpenState(state_, io);
  if (!state.ok()) return Fail(io, state.status());

  Endpoint endpoint(state->directory.get(), state->keys.get(), state->box.get(),
                    std::move(options));
  ServerCalls calls;
  calls.answer = [&endpoint](const HttpRequest& request) {
    return endpoint.Answer(request);
  };
  calls.reload = [&] {
    Reload(state->directory.get(), &endpoint.metrics(), io);
  };
  calls.connections_changed = [&endpoint](int64_t open) {
    endpoint.metrics().SetConnections(open);
  };
  absl::StatusOr<std::unique_ptr<HttpServer>> server =
      HttpServer::Listen(OptionsOfServer(), std::move(calls));
  if (!server.ok()) return Fail(io, server.status());
  const UseFlusher flusher(state->keys.get());
  Greet(*state->directory, (*server)->port(), io);
  (*server)->Run();
  return kExitYes;
}

}  // namespace

std::unique_ptr<Command> MakeServeCommand() {
  return std::make_unique<ServeCommand>();
}

}  // namespace iam
