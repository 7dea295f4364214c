#include "set/set_config.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utc_time.hpp"
#include "set/annotations.hpp"
#include "set/source_files.hpp"
#include "set/toml.hpp"

namespace migration {
namespace {

// Reads one table of the file: each key has its reader, and other keys are problems.
class TableReader {
public:
    using Read = std::function<void(const TomlValue&)>;

    TableReader(std::string file, Problems& problems)
        : file_(std::move(file)), problems_(problems) {}

    void report(int line, const std::string& message, std::string hint = "") {
        problems_.push_back({"config", file_, line, message, std::move(hint)});
    }

    void read(const TomlTable& table, const std::vector<std::pair<std::string, Read>>& readers) {
        for (const auto& [key, value] : table) {
            const auto found =
                std::find_if(readers.begin(), readers.end(),
                             [&, &name = key](const auto& each) { return each.first == name; });
            if (found != readers.end())
                found->second(value);
            else
                report_unknown(key, value.line, readers);
        }
    }

    Read text(const std::function<void(const std::string&, int line)>& take) {
        return [this, take](const TomlValue& value) {
            if (const auto* text = value.text())
                take(*text, value.line);
            else
                report(value.line, "expected a string in quotes");
        };
    }

    Read text_to(std::string& text) {
        return this->text([&text](const std::string& value, int) { text = value; });
    }

    // One of the words that `named` knows, in any letter case.
    template <typename Value, typename Named>
    Read word_to(std::optional<Value>& to, Named named, const char* words) {
        return text([this, &to, named, words](const std::string& value, int line) {
            to = named(to_lower(value));
            if (!to)
                report(line, std::string("expected ") + words + " but found \"" + value + "\"");
        });
    }

    Read flag_to(bool& flag) {
        return [this, &flag](const TomlValue& value) {
            if (const auto* found = value.flag())
                flag = *found;
            else
                report(value.line, "expected true or false");
        };
    }

    // A path is relative to the file's folder.
    Read path_to(std::optional<std::filesystem::path>& path) {
        return text([this, &path](const std::string& value, int) {
            path = std::filesystem::path(file_).parent_path() / value;
        });
    }

    Read duration_to(std::optional<std::string>& duration) {
        return text([this, &duration](const std::string& value, int line) {
            if (is_duration(value))
                duration = value;
            else
                report(line, "expected a duration but found \"" + value + "\"",
                       "write a number with a unit of PostgreSQL's, such as 500ms, 5s or 10min");
        });
    }

    // Each element of an array of tables, as [[waiver]].
    Read tables(const std::function<void(const TomlTable&, int line)>& take) {
        return [this, take](const TomlValue& value) {
            if (value.array() == nullptr) return report(value.line, "expected a list of tables");
            for (const auto& element : *value.array()) {
                if (element.table() == nullptr)
                    report(element.line, "expected a table");
                else
                    take(*element.table(), element.line);
            }
        };
    }

    const std::string& file() const { return file_; }
    Problems& problems() { return problems_; }

private:
    void report_unknown(const std::string& key, int line,
                        const std::vector<std::pair<std::string, Read>>& readers) {
        std::vector<std::string> names;
        names.reserve(readers.size());
        for (const auto& [name, read] : readers) names.push_back(name);
        const auto guess = nearest(key, names);
        report(line, "unknown key: \"" + key + "\"",
               guess ? "did you mean \"" + *guess + "\"?" : "keys are " + join(names, ", "));
    }

    std::string file_;
    Problems& problems_;
};

constexpr const char* waivable_checks[]{"up_again", "down", "down_again", "up_after_down"};

class ConfigReader {
public:
    ConfigReader(SetConfig& config, Problems& problems)
        : config_(config), reader_(config.file.string(), problems) {}

    void read() {
        const auto table = parse();
        SetOptions& options = config_.options;
        std::optional<std::filesystem::path> templates;
        reader_.read(
            table,
            {{"set", reader_.text_to(options.name)},
             {"layout", reader_.text_to(options.layout)},
             {"down", reader_.word_to(options.downs, downs_named, "required, optional or none")},
             {"idempotence",
              reader_.word_to(options.idempotence, idempotence_named, "strict, safe or off")},
             {"column_order",
              reader_.word_to(options.column_order, column_order_named, "strict or ignore")},
             {"sequences",
              reader_.word_to(options.sequences, sequences_named, "forward or strict")},
             {"ledger",
              reader_.word_to(
                  options.ledger, [](std::string_view text) { return ledger_named(text); },
                  "SCHEMA.TABLE")},
             {"gaps", reader_.word_to(options.gaps, gaps_named, "note, error or off")},
             {"immutable_since", reader_.text_to(options.immutable_since)},
             {"stores", [&](const TomlValue& value) { read_stores(value); }},
             {"templates", reader_.path_to(templates)},
             {"baseline", reader_.path_to(options.baseline)},
             {"prerequisites", reader_.path_to(options.prerequisites)},
             {"seeds", reader_.path_to(options.seeds)},
             {"python", reader_.path_to(options.python)},
             {"servers", [&](const TomlValue& value) { read_servers(value); }},
             {"waiver", reader_.tables(
                            [&](const TomlTable& waiver, int line) { read_waiver(waiver, line); })},
             {"script", reader_.tables(
                            [&](const TomlTable& script, int line) { read_script(script, line); })},
             {"drift", [&](const TomlValue& value) { read_drift(value); }}});
        if (templates) options.templates = *templates;
    }

private:
    // A file that is no TOML says nothing of the set: then nothing can run.
    TomlTable parse() {
        Problems& problems = reader_.problems();
        const auto known = problems.size();
        auto table = parse_toml(read_source(config_.file, problems), reader_.file(), problems);
        for (auto i = known; i < problems.size(); ++i) problems[i].rule = "config";
        return table;
    }

    void read_stores(const TomlValue& value) {
        const auto* names = value.array();
        const auto is_text = [](const TomlValue& each) {
            return std::holds_alternative<std::string>(each.value);
        };
        if (names == nullptr || !std::all_of(names->begin(), names->end(), is_text))
            return reader_.report(value.line,
                                  "expected a list of stores, as [\"timescaledb\", \"postgres\"]");
        for (const auto& each : *names)
            config_.options.stores.push_back(std::get<std::string>(each.value));
    }

    void read_servers(const TomlValue& value) {
        constexpr std::int64_t oldest = 14, newest = 99;
        const auto* versions = value.array();
        const auto is_version = [&](const TomlValue& each) {
            const auto* number = std::get_if<std::int64_t>(&each.value);
            return number != nullptr && *number >= oldest && *number <= newest;
        };
        if (versions == nullptr || !std::all_of(versions->begin(), versions->end(), is_version))
            return reader_.report(value.line,
                                  "expected a list of major versions from 14, as [15, 17]");
        for (const auto& each : *versions)
            config_.options.servers.push_back(static_cast<int>(std::get<std::int64_t>(each.value)));
    }

    void read_waiver(const TomlTable& table, int line) {
        Waiver waiver;
        waiver.line = line;
        std::string until;
        reader_.read(table, {{"migration", reader_.text_to(waiver.migration)},
                             {"check", reader_.text_to(waiver.check)},
                             {"kind", reader_.text_to(waiver.kind)},
                             {"object", reader_.text_to(waiver.object)},
                             {"reason", reader_.text_to(waiver.reason)},
                             {"until", [&](const TomlValue& value) { read_date(value, until); }}});
        if (trim(waiver.reason).empty())
            return reader_.report(line, "a waiver needs a reason",
                                  "write reason = \"why this is right here\"");
        if (waiver.migration.empty())
            return reader_.report(line, "a waiver names its migrations",
                                  "write migration = \"003_*\", or \"*\" for all");
        if (!has_known_words(waiver)) return;
        if (!until.empty() && until < utc_date())
            return reader_.problems().push_back(
                {"expired-waiver", reader_.file(), line,
                 "a waiver that was valid until " + until + ": \"" + waiver.reason + "\"",
                 "mend what it waives, or give it a later date"});
        config_.waivers.push_back(std::move(waiver));
    }

    bool has_known_words(const Waiver& waiver) {
        const auto is_known = [&](const std::string& word, std::vector<std::string> words,
                                  const std::string& what) {
            if (word.empty() || std::find(words.begin(), words.end(), word) != words.end())
                return true;
            const auto guess = nearest(word, words);
            reader_.report(waiver.line, "unknown " + what + " of a waiver: \"" + word + "\"",
                           guess ? "did you mean \"" + *guess + "\"?"
                                 : "expected one of " + join(words, ", "));
            return false;
        };
        auto kinds = waivable_rules();
        kinds.emplace_back("irreversible");
        return is_known(waiver.check, {std::begin(waivable_checks), std::end(waivable_checks)},
                        "check") &&
               is_known(waiver.kind, kinds, "kind");
    }

    void read_date(const TomlValue& value, std::string& date) {
        const auto* found = std::get_if<TomlDate>(&value.value);
        if (found != nullptr)
            date = found->text;
        else
            reader_.report(value.line, "expected a date, as 2027-01-31, without quotes");
    }

    void read_script(const TomlTable& table, int line) {
        ScriptOptions script;
        script.line = line;
        reader_.read(
            table, {{"migration", reader_.text_to(script.migration)},
                    {"script", reader_.text([&](const std::string& value, int at) {
                         if (value == "up" || value == "down")
                             script.script = value;
                         else
                             reader_.report(at, "expected up or down but found \"" + value + "\"");
                     })},
                    {"no_transaction", reader_.flag_to(script.no_transaction)},
                    {"lock_timeout", reader_.duration_to(script.lock_timeout)},
                    {"statement_timeout", reader_.duration_to(script.statement_timeout)},
                    {"requires_extension", reader_.text([&](const std::string& value, int) {
                         script.requires_extensions.push_back(value);
                     })}});
        if (script.migration.empty())
            reader_.report(line, "options of a script name its migrations",
                           "write migration = \"003_*\", or \"*\" for all");
        else
            config_.scripts.push_back(std::move(script));
    }

    void read_drift(const TomlValue& value) {
        if (value.table() == nullptr) return reader_.report(value.line, "expected a table");
        const auto grade = [&](const std::string& word, int line) {
            if (word == "strict")
                config_.drift.grade = DriftGrade::strict;
            else if (word == "off")
                config_.drift.grade = DriftGrade::off;
            else if (word != "additions")
                reader_.report(line,
                               "expected strict, additions or off but found \"" + word + "\"");
        };
        reader_.read(*value.table(),
                     {{"grade", reader_.text(grade)},
                      {"accept", reader_.tables([&](const TomlTable& table, int line) {
                           AcceptedDrift accepted;
                           reader_.read(table, {{"object", reader_.text_to(accepted.object)},
                                                {"reason", reader_.text_to(accepted.reason)}});
                           if (accepted.object.empty() || trim(accepted.reason).empty())
                               reader_.report(line, "accepted drift needs an object and a reason");
                           else
                               config_.drift.accepted.push_back(std::move(accepted));
                       })}});
    }

    SetConfig& config_;
    TableReader reader_;
};

}  // namespace

SetConfig read_set_config(const SetOptions& options, Problems& problems) {
    SetConfig config;
    const auto own = options.directory / config_name;
    if (options.config)
        config.file = *options.config;
    else if (std::filesystem::exists(own))
        config.file = own;
    if (config.file.empty()) return config;
    ConfigReader(config, problems).read();
    return config;
}

SetOptions merged(const SetOptions& given, const SetConfig& config) {
    SetOptions options = given;
    const auto fill = [](auto& value, const auto& other) {
        if (!value) value = other;
    };
    if (options.name.empty()) options.name = config.options.name;
    if (options.layout.empty()) options.layout = config.options.layout;
    if (options.servers.empty()) options.servers = config.options.servers;
    if (options.stores.empty()) options.stores = config.options.stores;
    if (options.immutable_since.empty()) options.immutable_since = config.options.immutable_since;
    if (options.templates.empty()) options.templates = config.options.templates;
    fill(options.baseline, config.options.baseline);
    fill(options.prerequisites, config.options.prerequisites);
    fill(options.seeds, config.options.seeds);
    fill(options.python, config.options.python);
    fill(options.downs, config.options.downs);
    fill(options.idempotence, config.options.idempotence);
    fill(options.column_order, config.options.column_order);
    fill(options.sequences, config.options.sequences);
    fill(options.gaps, config.options.gaps);
    fill(options.ledger, config.options.ledger);
    return options;
}

void check_config_names(const SetConfig& config, const MigrationSet& set, Problems& problems) {
    const auto check = [&](const std::string& pattern, int line) {
        const bool is_used =
            std::any_of(set.migrations.begin(), set.migrations.end(), [&](const auto& migration) {
                return names_migration(pattern, migration.version, migration.name());
            });
        if (!is_used)
            problems.push_back({"config", config.file.string(), line,
                                "no migration has that name or version: \"" + pattern + "\"", ""});
    };
    for (const auto& waiver : config.waivers) check(waiver.migration, waiver.line);
    for (const auto& script : config.scripts) check(script.migration, script.line);
}

}  // namespace migration
