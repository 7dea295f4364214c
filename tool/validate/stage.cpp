#include "validate/stage.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "snapshot/object_key.hpp"
#include "validate/bring_up.hpp"

namespace migration {
namespace {

constexpr const char* base = "base";
constexpr const char* trial_name = "trial";
constexpr const char* probe_name = "probe";
constexpr const char* control_name = "control";

void prepare_base(Databases& databases, const MigrationSet& set) {
    databases.create(base);
    Session session = databases.connect(base);
    prepare_database(session, set);
}

bool is_about_rows(const Finding& finding) {
    return finding.kind == FindingKind::data && !finding.note && finding.object.is(ObjectKind::rows);
}

// Databases beside ours are in no snapshot, but a second trial on the server would meet them.
bool makes_databases(const MigrationSet& set) {
    const auto makes = [](const Script& script) {
        return std::any_of(script.statements.begin(), script.statements.end(), [&](const auto& statement) {
            const auto sql = to_lower(one_line(script.sql(statement), 20));
            return sql.starts_with("create database") || sql.starts_with("drop database");
        });
    };
    return std::any_of(set.migrations.begin(), set.migrations.end(), [&](const auto& migration) {
        return makes(migration.up) || (migration.down && makes(*migration.down));
    });
}

// A server that belongs to one trial, with its database.
struct OwnServer {
    explicit OwnServer(const TrialServer& server) : databases(server) {}
    Databases databases;
};

}  // namespace

Stage::Stage(const MigrationSet& set, const TrialServer& server, ServerSource another)
    : set_(set),
      another_(std::move(another)),
      databases_(server),
      failed_up_(set.migrations.size(), false),
      changes_server_(makes_databases(set)) {
    prepare_base(databases_, set_);
    databases_.clone(base, trial_name);
    trial_ = std::make_unique<Trial>(databases_.connect(trial_name), databases_.connect(trial_name), set_);
    server_version_ = trial_->server_version();
    role_ = trial_->another_session().rows("SELECT pg_catalog.quote_ident(current_user)").text(0, 0);
}

std::unique_ptr<Trial> Stage::trial_on_another_server(std::size_t count) {
    const auto own = std::make_shared<OwnServer>(another_());
    prepare_base(own->databases, set_);
    {
        Session session = own->databases.connect(base);
        bring_up(session, set_, 0, count, failed_up_);
    }
    return std::make_unique<Trial>(own->databases.connect(base), own->databases.connect(base), set_, own);
}

std::unique_ptr<Trial> Stage::trial_on(std::size_t count, const std::string& database) {
    changes_server_ = changes_server_ || (trial_ && trial_->has_changed_server());
    if (changes_server_ && another_) return trial_on_another_server(count);
    try {
        return trial_here(count, database);
    } catch (const Error& error) {
        // A script may have taken its role's right to log in: only another server still has it.
        const bool cannot_connect =
            error.kind() == ErrorKind::usage || error.kind() == ErrorKind::unreachable;
        if (!cannot_connect || !another_ || !databases_.answers()) throw;
        changes_server_ = true;
        reference_.reset();
        return trial_on_another_server(count);
    }
}

std::unique_ptr<Trial> Stage::trial_here(std::size_t count, const std::string& database) {
    if (!reference_) reference_ = std::make_unique<Reference>(databases_, set_, base);
    databases_.drop(database);
    reference_->clone_state(count, failed_up_, database);
    return std::make_unique<Trial>(databases_.connect(database), databases_.connect(database), set_);
}

void Stage::renew_trial(std::size_t count) {
    changes_server_ = changes_server_ || (trial_ && trial_->has_changed_server());
    trial_.reset();
    trial_ = trial_on(count, trial_name);
}

void Stage::renew_failed_trial(std::size_t count, const std::string& version) {
    if (databases_.are_kept() && !has_set_aside_ && !changes_server_) {
        changes_server_ = trial_->has_changed_server();
        trial_.reset();
        databases_.set_aside(trial_name, "failed_" + version);
        has_set_aside_ = true;
    }
    renew_trial(count);
}

std::unique_ptr<Trial> Stage::probe(std::size_t count) {
    return trial_on(count, probe_name);
}

std::unique_ptr<Trial> Stage::control(std::size_t count) {
    return trial_on(count, control_name);
}

void Stage::show_rows(std::vector<Finding>& findings, Check check, std::size_t index) {
    if (std::none_of(findings.begin(), findings.end(), is_about_rows)) return;
    try {
        show_rows_of(findings, check, index);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::failed) throw;
    }
}

void Stage::show_rows_of(std::vector<Finding>& findings, Check check, std::size_t index) {
    const auto expected = probe(index);
    const Migration& migration = set_.migrations[index];
    if (check != Check::down && expected->up(migration).error) return;
    if (check == Check::down_again && expected->down(migration).error) return;
    for (auto& finding : findings) {
        if (!is_about_rows(finding)) continue;
        Session before = expected->another_session(), after = trial_->another_session();
        finding.rows = row_difference(before, after, finding.object);
    }
}

}  // namespace migration
