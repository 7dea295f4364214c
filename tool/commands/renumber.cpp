#include <algorithm>
#include <ctime>
#include <set>

#include "base/error.hpp"
#include "commands/set_options.hpp"
#include "commands/since.hpp"
#include "commands/tool_commands.hpp"
#include "report/terminal.hpp"
#include "set/next_version.hpp"
#include "set/rename_migrations.hpp"

namespace migration {
namespace {

struct RenumberArguments {
    SetArguments set;
    std::string since;
    std::vector<std::string> migrations;
};

// What another branch has, as far as versions go.
struct OtherBranch {
    std::string revision;
    std::set<std::string> names;
    std::string newest;  // version; empty for none

    bool has(const MigrationFile& file) const { return names.contains(file.name()); }
};

OtherBranch read_branch(const ReadSet& read, const std::string& revision) {
    OtherBranch branch{revision, {}, ""};
    if (revision.empty()) return branch;
    for (const auto& migration : read_earlier_sets(read, revision).tip.migrations) {
        if (migration.seed || migration.repeatable) continue;
        branch.names.insert(migration.name());
        branch.newest = migration.version;
    }
    return branch;
}

// The up scripts of migrations that the other branch does not have, from the first one on that does
// not stand behind all of that branch.
std::vector<MigrationFile> late_ones(const MigrationNames& names, const OtherBranch& branch) {
    std::vector<MigrationFile> late;
    for (const auto& file : names.files()) {
        if (!file.is_up || file.comes_last || branch.has(file)) continue;
        if (!late.empty() || !version_less(branch.newest, file.version)) late.push_back(file);
    }
    return late;
}

std::vector<MigrationFile> chosen(const RenumberArguments& arguments, const MigrationNames& names,
                                  const OtherBranch& branch) {
    if (arguments.migrations.empty()) return late_ones(names, branch);
    std::vector<MigrationFile> files;
    for (const auto& name : arguments.migrations) files.push_back(names.find(name));
    std::stable_sort(files.begin(), files.end(), [](const auto& a, const auto& b) {
        return version_less(a.version, b.version);
    });
    return files;
}

// The newest version of all that stay as they are.
std::string newest_but(const std::vector<MigrationFile>& moved, const MigrationNames& names,
                       const OtherBranch& branch) {
    std::string newest = branch.newest;
    for (const auto& file : names.files()) {
        const bool stays =
            !file.comes_last && std::none_of(moved.begin(), moved.end(), [&](const auto& each) {
                return each.name() == file.name();
            });
        if (stays && (newest.empty() || version_less(newest, file.version))) newest = file.version;
    }
    return newest;
}

std::vector<Renaming> renamings(const std::vector<MigrationFile>& moved,
                                const MigrationNames& names, std::string last) {
    std::vector<Renaming> all;
    for (const auto& file : moved) {
        const auto next = next_version(last, names.layout().numbering, std::time(nullptr));
        if (!next)
            throw Error(ErrorKind::usage,
                        "no number to count from in the last version: \"" + last + "\"",
                        "rename the migration by hand");
        all.push_back({file.name(), *next, ""});
        last = *next;
    }
    return all;
}

int renumber(const RenumberArguments& arguments) {
    const ReadSet read = read_directory(arguments.set.options());
    const std::string since =
        arguments.since.empty() ? read.options.immutable_since : arguments.since;
    if (since.empty() && arguments.migrations.empty())
        throw Error(ErrorKind::usage, "which migrations get other versions?",
                    "name them, or name the branch that was faster with --since");
    const OtherBranch branch = read_branch(read, since);
    MigrationNames names(read);
    const auto moved = chosen(arguments, names, branch);
    if (moved.empty()) {
        print("nothing to do: all new migrations stand behind those of \"" + since + "\"\n");
        return exit_done;
    }
    const auto all = renamings(moved, names, newest_but(moved, names, branch));
    names.rename(all);
    for (std::size_t i = 0; i < all.size(); ++i)
        print(all[i].name + " -> " + name_with(moved[i], all[i].version) + "\n");
    print_note(
        "a database that has applied one of them under its old version must undo it with the "
        "old scripts\n");
    return exit_done;
}

}  // namespace

void add_renumber_command(CommandLine& line) {
    Command command =
        line.add("renumber", "give migrations the next versions, by renaming their files");
    auto arguments = std::make_shared<RenumberArguments>();
    add_set_options(command, arguments->set, DirectoryOption::positional);
    command.texts("migration", arguments->migrations, "MIGRATION",
                  "such as 005_add_pets (default: those that are new since --since, from the\n"
                  "first one on whose version the other branch has, or has passed)");
    command.text("--since", arguments->since, "REVISION",
                 "the branch that was faster, such as origin/main\n"
                 "(default: immutable_since of migrations.toml)");
    command.on_run([arguments] { return renumber(*arguments); });
}

}  // namespace migration
