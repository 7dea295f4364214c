#include "commands/set_options.hpp"

#include <cstdio>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "manifest/bundle.hpp"
#include "report/verdict_text.hpp"

namespace migration {
namespace {

Idempotence idempotence_of(const std::string& text) {
    const auto word = to_lower(text);
    if (word == "strict") return Idempotence::strict;
    return word == "safe" ? Idempotence::safe : Idempotence::off;
}

LedgerName ledger_of(const std::string& text) {
    const auto dot = text.find('.');
    const bool fits = dot != std::string::npos && dot > 0 && dot + 1 < text.size() &&
                      text.find('.', dot + 1) == std::string::npos && text.size() - dot <= 60;
    if (!fits)
        throw Error(ErrorKind::usage, "expected SCHEMA.TABLE for --ledger but found \"" + text + "\"",
                    "as in --ledger public.schema_migrations");
    return {text.substr(0, dot), text.substr(dot + 1)};
}

}  // namespace

SetOptions SetArguments::options() const {
    SetOptions options;
    options.directory = directory;
    options.name = name;
    options.layout = layout;
    if (!prerequisites.empty()) options.prerequisites = prerequisites;
    if (!seeds.empty()) options.seeds = seeds;
    options.idempotence = idempotence_of(idempotence);
    options.column_order = to_lower(column_order) == "ignore" ? ColumnOrder::ignore : ColumnOrder::strict;
    options.ledger = ledger_of(ledger);
    return options;
}

void add_set_options(CLI::App& command, SetArguments& arguments, bool positional) {
    command.add_option(positional ? "directory" : "--directory", arguments.directory, "the directory of migrations")
        ->required()
        ->type_name("DIRECTORY");
    command.add_option("--set", arguments.name, "name of the set (the directory's own)")->type_name("NAME");
    command.add_option("--layout", arguments.layout, "how files are named (detected)")->type_name("LAYOUT");
    command.add_option("--prerequisites", arguments.prerequisites, "SQL that a database has before the first migration")
        ->type_name("FILE");
    command.add_option("--seeds", arguments.seeds, "scripts applied after all others")->type_name("DIRECTORY");
    command.add_option("--idempotence", arguments.idempotence, "what a second run of a script may do")
        ->check(CLI::IsMember({"STRICT", "SAFE", "OFF"}, CLI::ignore_case))
        ->capture_default_str();
    command.add_option("--column-order", arguments.column_order, "whether a down may leave columns in another order")
        ->check(CLI::IsMember({"STRICT", "IGNORE"}, CLI::ignore_case))
        ->capture_default_str();
    command.add_option("--ledger", arguments.ledger, "the table that records what is applied")
        ->type_name("SCHEMA.TABLE")
        ->capture_default_str();
}

ReadSet read_sound_set(const SetArguments& arguments) {
    ReadSet read = read_directory(arguments.options());
    if (read.problems.empty()) return read;
    for (const auto& problem : read.problems) std::fputs(problem_text(problem).c_str(), stderr);
    throw Error(ErrorKind::failed, "set \"" + read.set.name + "\": " + counted(read.problems.size(), "problem"));
}

CommandLine::AddSource directory_source() {
    return [](CLI::App& command) {
        auto arguments = std::make_shared<SetArguments>();
        auto manifest = std::make_shared<std::string>();
        add_set_options(command, *arguments, false);
        command.add_option("--manifest", *manifest, "the proof of an earlier validation")->type_name("FILE");
        return [arguments, manifest] {
            Source source{read_sound_set(*arguments).set, std::nullopt};
            if (!manifest->empty()) {
                source.manifest = manifest_from_text(read_file(*manifest), *manifest);
                require_proof(source.set, *source.manifest);
            }
            return source;
        };
    };
}

}  // namespace migration
