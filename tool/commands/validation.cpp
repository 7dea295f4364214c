#include "commands/validation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/redact.hpp"
#include "base/text.hpp"
#include "base/tool_version.hpp"
#include "commands/side_by_side.hpp"
#include "report/terminal.hpp"
#include "report/verdict_text.hpp"
#include "validate/file_findings.hpp"
#include "validate/ratchet.hpp"
#include "validate/stairway.hpp"
#include "validate/waivers.hpp"

namespace migration {
namespace {

TrialServer trial_server(const std::shared_ptr<Sandbox>& sandbox, bool keep) {
    return {sandbox->settings(), sandbox, sandbox->database_prefix(), keep};
}

// One server's validation.
class Run {
public:
    Run(const ServerWish& wish, const ReadSet& read, const FileFindings& files, bool keep,
        Detail detail, Printer print)
        : wish_(wish),
          set_(read.set),
          known_(read.known),
          files_(files),
          keep_(keep),
          detail_(detail),
          print_(std::move(print)) {}

    RunVerdict walk(const ChosenServer& chosen) {
        StartedServer started = start_server(wish_, chosen);
        const std::string server = server_text(started);
        request_ = started.chosen.request;
        sandbox_ = std::move(started.sandbox);
        print_(fmt::format("{}: {}, layout {}, {}\n", set_.name,
                           counted(set_.migrations.size(), "migration"), set_.layout, server));
        try {
            RunVerdict run = walk_stairway(
                set_, trial_server(sandbox_, keep_),
                std::string(provider_name(sandbox_->provider())),
                [&](const MigrationVerdict& verdict) {
                    remember_what_stays(verdict.changes);
                    print_(verdict_text(verdict, set_.directory, detail_));
                },
                another(), files_, known_);
            run.image = request_.image;
            print_(chain_text(run, set_.directory) + summary_text(set_, run) + left_on_server());
            if (!run.passed()) {
                run.server_log = redact(sandbox_->log_tail());
                keep_if_asked();
            }
            return run;
        } catch (const Error& error) {
            keep_if_asked();
            const std::string left = left_on_server();
            print_(left);
            if (error.kind() == ErrorKind::unreachable) throw with_log(error);
            if (left.empty() || !error.hint().empty()) throw;
            throw Error(error.kind(), error.what(),
                        "objects that the set left on the server, such as roles, may be the cause: "
                        "leave out "
                        "--server, and the tool starts a disposable server");
        }
    }

private:
    // Roles and the like belong to the whole server; somebody else's cannot be had twice.
    ServerSource another() const {
        if (sandbox_->provider() == Provider::external) return {};
        return [this] { return trial_server(std::make_shared<Sandbox>(request_), false); };
    }

    // Databases go, roles and the like do not: somebody else's server has them until somebody drops
    // them.
    void remember_what_stays(Changes changes) {
        std::erase_if(changes, [](const auto& change) { return !reaches_other_databases(change); });
        if (sandbox_->provider() == Provider::external && !changes.empty())
            stays_ = combine(stays_, changes);
    }

    std::string left_on_server() const {
        std::vector<std::string> left;
        for (const auto& change : essential(stays_))
            if (change.after && !change.before) left.push_back(change.key.text());
        return left.empty() ? "" : "left on the external server: " + join(left, ", ") + "\n";
    }

    Error with_log(const Error& error) {
        const std::string log = sandbox_->log_tail();
        if (log.empty()) return error;
        return {error.kind(),
                std::string(error.what()) + "\nthe server's last log lines:\n" + redact(log),
                error.hint()};
    }

    void keep_if_asked() {
        if (keep_)
            keep_sandbox(
                *sandbox_,
                fmt::format("  databases: {0}trial; {0}failed_VERSION as the first migration "
                            "that failed left it\n",
                            sandbox_->database_prefix()));
    }

    const ServerWish& wish_;
    SandboxRequest request_;
    const MigrationSet& set_;
    const KnownFindings& known_;
    const FileFindings& files_;
    bool keep_;
    Detail detail_;
    Printer print_;
    std::shared_ptr<Sandbox> sandbox_;
    Changes stays_;  // on somebody else's server
};

// Those of all servers: what one of them takes exception to, the others may not.
std::vector<std::string> waivers_of(const Verdicts& verdicts, std::size_t index) {
    std::vector<std::string> waivers;
    for (const auto& run : verdicts.runs)
        for (const auto& finding : run.migrations[index].findings) {
            if (finding.waived.empty()) continue;
            auto waiver =
                fmt::format("{}: {} {}: {}", check_name(finding.check),
                            finding_kind_name(finding.kind), finding.object.text(), finding.waived);
            if (std::find(waivers.begin(), waivers.end(), waiver) == waivers.end())
                waivers.push_back(std::move(waiver));
        }
    return waivers;
}

Problem unused_waiver(const std::string& config, const Waiver& waiver) {
    return {"unused-waiver", config, waiver.line,
            "a waiver that nothing needs: \"" + waiver.reason + "\"",
            "remove it, or see whether its patterns are right"};
}

// The same of findings that are known.
std::vector<KnownInManifest> known_of(const Verdicts& verdicts, std::size_t index) {
    std::vector<KnownInManifest> known;
    for (const auto& run : verdicts.runs)
        for (const auto& finding : run.migrations[index].findings) {
            if (!finding.known) continue;
            KnownInManifest entry{std::string(check_name(finding.check)),
                                  std::string(finding_kind_name(finding.kind)),
                                  finding.object.text()};
            if (std::find(known.begin(), known.end(), entry) == known.end())
                known.push_back(std::move(entry));
        }
    return known;
}

std::vector<ObjectKey> varying_objects(const MigrationVerdict& verdict) {
    std::vector<ObjectKey> objects;
    for (const auto& finding : verdict.findings)
        if (finding.kind == FindingKind::varying && !finding.waived.empty())
            objects.push_back(finding.object);
    return objects;
}

// What the database is to be held against: where the order of columns does not count, without it.
Changes that_count(const MigrationSet& set, Changes changes) {
    if (set.column_order == ColumnOrder::ignore)
        std::erase_if(changes, [](const auto& change) { return change.facet == Facet::order; });
    return changes;
}

Manifest make_manifest(const MigrationSet& set, const Verdicts& verdicts) {
    Manifest manifest{tool_version(), set.name, set.layout, set.digest(), {}, {}};
    for (std::size_t i = 0; i < set.migrations.size(); ++i) {
        const auto& migration = set.migrations[i];
        auto waivers = waivers_of(verdicts, i);
        if (migration.up.annotations.irreversible)
            waivers.push_back("irreversible: " + *migration.up.annotations.irreversible);
        manifest.migrations.push_back({migration.version, migration.slug, migration.digest(),
                                       std::move(waivers), known_of(verdicts, i)});
    }
    for (const auto& run : verdicts.runs) {
        ManifestServer server{run.server, run.major(), run.provider, {}, run.image, run.role};
        for (const auto& verdict : run.migrations)
            server.states.push_back({verdict.version, verdict.fingerprint,
                                     that_count(set, verdict.changes), verdict.locks,
                                     verdict.footprint, that_count(set, verdict.left),
                                     varying_objects(verdict),
                                     verdict.up_again == Grade::idempotent &&
                                         verdict.at(Check::up_again) == Result::passed});
        manifest.servers.push_back(std::move(server));
    }
    return manifest;
}

}  // namespace

bool is_up(const Verdicts& verdicts) {
    return std::all_of(verdicts.runs.begin(), verdicts.runs.end(), [](const auto& run) {
        return std::all_of(run.migrations.begin(), run.migrations.end(),
                           [](const auto& verdict) { return verdict.is_up(); });
    });
}

void add_validation_options(Command& command, ValidationArguments& arguments) {
    add_set_options(command, arguments.set, DirectoryOption::positional);
    add_server_options(command, arguments.server, true);
    command.text("--results", arguments.results, "FILE",
                 "JSON file with the verdicts: 'validate' writes it, 'verdict' reads\n"
                 "it, and validates again if the file is not of these scripts");
    command.flag("--verbose", arguments.verbose,
                 "show notes, waived findings and messages of the server in full");
}

Validation run_validation(const ValidationArguments& arguments, const ReadSet& read, bool quiet) {
    const auto& set = read.set;
    ServerWish wish = arguments.server.wish;
    wish.set = set.name;
    wish.project = set.directory;
    if (wish.versions.empty()) wish.versions = read.servers;
    const auto servers = servers_or_skip(arguments.server, wish);
    const FileFindings files(set, read.problems);
    Validation validation;
    validation.verdicts = {tool_version(), set.name, set.layout, set.digest(), {}, files.others()};
    mark_known(validation.verdicts.problems, read.known);
    if (!quiet)
        for (const auto& problem : validation.verdicts.problems)
            if (!problem.known) print_problem(problem);
    validation.verdicts.runs.resize(servers.size());
    side_by_side(servers.size(), quiet, [&](std::size_t number, const Printer& print) {
        validation.verdicts.runs[number] =
            Run(wish, read, files, arguments.server.keep, arguments.detail(), print)
                .walk(servers[number]);
    });
    for (const auto& waiver : unused_waivers(set, validation.verdicts.runs))
        validation.verdicts.problems.push_back(unused_waiver(read.config.string(), waiver));
    mark_known(validation.verdicts.problems, read.known);
    if (!quiet)
        for (auto i = files.others().size(); i < validation.verdicts.problems.size(); ++i)
            if (!validation.verdicts.problems[i].known)
                print_problem(validation.verdicts.problems[i]);
    if (!quiet) print(mended_text(mended_findings(read.known, validation.verdicts)));
    if (validation.verdicts.passed() && is_up(validation.verdicts))
        validation.manifest = make_manifest(set, validation.verdicts);
    return validation;
}

}  // namespace migration
