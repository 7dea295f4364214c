#include "commands/set_options.hpp"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/redact.hpp"
#include "base/text.hpp"
#include "commands/schema_and_table.hpp"
#include "manifest/bundle.hpp"
#include "report/json_line.hpp"
#include "report/terminal.hpp"
#include "report/verdict_text.hpp"
#include "set/layout.hpp"

namespace migration {
namespace {

bool is_note(const Problem& problem) {
    return effect_of(problem) == Effect::note;
}

void leave_syntax_to_servers(Problems& problems) {
    std::erase_if(problems, [](const auto& problem) { return problem.rule == "syntax"; });
}

// The names of all layouts, as many on a line as fit.
std::string layouts_help() {
    constexpr std::size_t width = 66;
    std::string text, line;
    for (const auto& name : layout_names()) {
        if (line.size() + name.size() > width) {
            text += std::string(trim(line)) + "\n";
            line.clear();
        }
        line += name + (name == layout_names().back() ? "" : ", ");
    }
    return text + line;
}

}  // namespace

void require_sound(const Problems& problems, const std::string& what) {
    const auto failures = static_cast<std::size_t>(std::count_if(
        problems.begin(), problems.end(), [](const auto& problem) { return !is_note(problem); }));
    if (failures == 0) return;
    for (const auto& problem : problems)
        if (!is_note(problem)) print_problem(problem);
    throw Error(ErrorKind::failed, what + ": " + counted(failures, "problem"));
}

void print_problem(const Problem& problem) {
    if (prints_events())
        print(json_line(nlohmann::ordered_json{{"event", "problem"},
                                               {"rule", problem.rule},
                                               {"file", problem.file},
                                               {"line", problem.line},
                                               {"message", redact(problem.message)},
                                               {"hint", redact(problem.hint)}}));
    else
        std::fputs(problem_text(problem).c_str(), stderr);
}

bool is_sound(const Problems& problems) {
    return std::all_of(problems.begin(), problems.end(), is_note);
}

SetOptions SetArguments::options() const {
    SetOptions options;
    options.directory = directory;
    options.name = name;
    options.layout = layout;
    for (const auto store : split(stores, ','))
        if (!trim(store).empty()) options.stores.emplace_back(trim(store));
    if (!prerequisites.empty()) options.prerequisites = prerequisites;
    if (!seeds.empty()) options.seeds = seeds;
    if (!python.empty()) options.python = python;
    if (!config.empty()) options.config = config;
    if (!baseline.empty()) options.baseline = baseline;
    options.downs = downs_named(to_lower(down));
    options.idempotence = idempotence_named(to_lower(idempotence));
    options.column_order = column_order_named(to_lower(column_order));
    options.sequences = sequences_named(to_lower(sequences));
    if (!ledger.empty()) options.ledger = schema_and_table("--ledger", ledger, longest_ledger);
    return options;
}

void add_set_options(Command& command, SetArguments& arguments, DirectoryOption directory) {
    if (directory == DirectoryOption::optional)
        command.text("--directory", arguments.directory, "DIRECTORY",
                     "the folder of migrations to apply before the command runs");
    else
        command.required_text(
            directory == DirectoryOption::positional ? "directory" : "--directory",
            arguments.directory, "DIRECTORY", "the folder of migrations");
    command.text("--set", arguments.name, "NAME",
                 "name of the set; the ledger records it with each migration\n"
                 "(default: the name of the folder)");
    command.text("--layout", arguments.layout, "LAYOUT",
                 "how files are named (default: recognised):\n" + layouts_help());
    command.text("--stores", arguments.stores, "STORE,…",
                 "the folder is a tree with a folder for each of these stores, which are\n"
                 "brought up in this order: postgres, timescaledb\n"
                 "(default: stores of migrations.toml, else one set)");
    command.text("--config", arguments.config, "FILE",
                 "options, waivers and accepted drift of the set, in TOML\n"
                 "(default: migrations.toml in the folder, if it is there)");
    command.text("--baseline", arguments.baseline, "FILE",
                 "known findings, which do not fail; 'validate --write-baseline' writes it\n"
                 "(default: migrations.baseline.json in the folder)");
    command.choice("--down", arguments.down, {"REQUIRED", "OPTIONAL", "NONE"},
                   "whether each migration needs a down script\n"
                   "(default: as the layout has it, mostly REQUIRED)");
    command.text("--prerequisites", arguments.prerequisites, "FILE",
                 "SQL script that makes what the migrations expect, such as roles;\n"
                 "it runs on disposable servers only, before the first migration");
    command.text("--seeds", arguments.seeds, "DIRECTORY",
                 "folder of scripts that are applied after all others");
    command.text("--python", arguments.python, "PROGRAM",
                 "the interpreter that renders Alembic's revisions\n"
                 "(default: the project's virtual environment, else what 'alembic' uses)");
    command.choice("--idempotence", arguments.idempotence, {"STRICT", "SAFE", "OFF"},
                   "what validation accepts from a second run of a script:\n"
                   "STRICT (default): success without change;\n"
                   "SAFE: also failure without change; OFF: there is no second run");
    command.choice("--column-order", arguments.column_order, {"STRICT", "IGNORE"},
                   "whether validation accepts (IGNORE) or reports (STRICT, default)\n"
                   "a down script that leaves columns in another order");
    command.choice("--sequences", arguments.sequences, {"FORWARD", "STRICT"},
                   "whether validation accepts (FORWARD, default) or reports (STRICT)\n"
                   "a down script that leaves a sequence further on than before");
    command.text("--ledger", arguments.ledger, "SCHEMA.TABLE",
                 "the ledger, a table that records which migrations are applied\n"
                 "(default: public.schema_migrations)");
}

ReadSet read_sound_set(const SetArguments& arguments) {
    ReadSet read = read_directory(arguments.options());
    leave_syntax_to_servers(read.problems);
    require_sound(read.problems, "set \"" + read.set.name + "\"");
    return read;
}

ReadSet read_set_to_validate(const SetArguments& arguments) {
    ReadSet read = read_directory(arguments.options());
    leave_syntax_to_servers(read.problems);
    // A number that is missing says nothing about the migrations that are there.
    std::erase_if(read.problems, [](const auto& problem) { return problem.rule == "version-gap"; });
    const bool can_run =
        std::none_of(read.problems.begin(), read.problems.end(),
                     [](const auto& problem) { return effect_of(problem) == Effect::stops_set; });
    if (!can_run) require_sound(read.problems, "set \"" + read.set.name + "\"");
    return read;
}

Script read_sound_prerequisites(const SetArguments& arguments) {
    Problems problems;
    std::set<std::filesystem::path> included;
    Script script =
        read_prerequisites(arguments.prerequisites,
                           arguments.options().ledger.value_or(LedgerName{}), included, problems);
    leave_syntax_to_servers(problems);
    require_sound(problems, arguments.prerequisites);
    return script;
}

AddSource directory_source() {
    return [](Command& command) {
        auto arguments = std::make_shared<SetArguments>();
        auto manifest = std::make_shared<std::string>();
        add_set_options(command, *arguments, DirectoryOption::required);
        command.text("--manifest", *manifest, "FILE",
                     "the proof of validation, which 'validate --manifest' wrote;\n"
                     "with it the command compares the live schema with that proof");
        return [arguments, manifest] {
            MigrationSet set = read_sound_set(*arguments).set;
            Source source{identity_of(set), std::move(set), {}};
            if (!manifest->empty()) {
                source.manifest = manifest_from_text(read_file(*manifest), *manifest);
                require_proof(*source.set, *source.manifest);
            }
            return source;
        };
    };
}

}  // namespace migration
