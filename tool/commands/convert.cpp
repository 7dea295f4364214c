
#include <unistd.h>

#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/tool_commands.hpp"
#include "commands/validation.hpp"
#include "report/terminal.hpp"
#include "set/choose_layout.hpp"
#include "set/convert_set.hpp"
#include "validate/same_verdicts.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

struct ConvertArguments {
    ValidationArguments validation;
    std::string layout, out;
    ConversionOptions options;
    bool no_validation = false;
};

// A folder beside the one that is wanted, which takes its place when all is well; removed with the
// object otherwise.
class FolderInTheMaking {
public:
    explicit FolderInTheMaking(const fs::path& wanted) : wanted_(wanted) {
        std::error_code none;
        if (fs::exists(wanted) && !fs::is_empty(wanted, none))
            throw Error(ErrorKind::usage, wanted.string() + ": the folder is not empty",
                        "name a folder that is not there yet");
        const fs::path parent = wanted.has_parent_path() ? wanted.parent_path() : fs::path(".");
        fs::create_directories(parent);
        std::string name = (parent / ("." + wanted.filename().string() + ".XXXXXX")).string();
        if (::mkdtemp(name.data()) == nullptr)
            throw Error(ErrorKind::usage, parent.string() + ": cannot make a folder");
        path_ = name;
        fs::permissions(path_,
                        fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read |
                            fs::perms::others_exec,
                        fs::perm_options::add);
    }
    ~FolderInTheMaking() {
        std::error_code none;
        if (!path_.empty()) fs::remove_all(path_, none);
    }
    FolderInTheMaking(const FolderInTheMaking&) = delete;
    FolderInTheMaking& operator=(const FolderInTheMaking&) = delete;

    const fs::path& path() const { return path_; }
    void finish() {
        fs::rename(path_, wanted_);
        path_.clear();
    }

private:
    fs::path wanted_, path_;
};

// Known findings are told by the digest of scripts, which another layout changes.
SetArguments without_known(SetArguments set) {
    set.baseline = "/nonexistent/migrations.baseline.json";
    return set;
}

// Validates both sets on the same servers. Throws Error (failed) if they behave otherwise.
std::string prove(const ConvertArguments& arguments, const ReadSet& from, const fs::path& to) {
    ValidationArguments other = arguments.validation;
    other.set.directory = to.string();
    other.set.name = from.set.name;
    other.set.layout = arguments.layout;
    const ReadSet read = read_set_to_validate(other.set);
    const Verdicts before = run_validation(arguments.validation, from, true).verdicts;
    const Verdicts after = run_validation(other, read, true).verdicts;
    const auto differences = differences_of(
        before, after, arguments.options.without_down ? Compared::way_up : Compared::whole_way);
    if (!differences.empty())
        throw Error(ErrorKind::failed, "the converted set behaves otherwise:\n  " +
                                           join(differences, "\n  ") + "\nnothing was written");
    std::vector<std::string> servers;
    for (const auto& run : before.runs) servers.push_back(run.server);
    return "validated both on PostgreSQL " + join(servers, ", ") + ": " +
           counted(from.set.migrations.size(), "migration") +
           " with the same verdicts and the same schemas" +
           (arguments.options.without_down ? ", as far as they go up\n" : "\n");
}

int convert(ConvertArguments& arguments) {
    arguments.validation.set = without_known(arguments.validation.set);
    const ReadSet from = read_set_to_validate(arguments.validation.set);
    const Layout& layout = choose_layout(arguments.layout, {});
    FolderInTheMaking folder(arguments.out);
    const auto conversion = convert_set(from, layout, arguments.options, folder.path());
    std::string proof;
    if (!arguments.no_validation) proof = prove(arguments, from, folder.path());
    folder.finish();
    for (const auto& note : conversion.notes) print_note(note + "\n");
    print(proof + counted(conversion.files.size(), "file") + " written to " + arguments.out + "\n");
    return exit_done;
}

}  // namespace

void add_convert_command(CommandLine& line) {
    Command command = line.add("convert", "write a set in another layout, and prove it equal");
    auto arguments = std::make_shared<ConvertArguments>();
    add_validation_options(command, arguments->validation);
    command.required_text("out", arguments->out, "OUT", "the folder to write, not there yet");
    command.required_text("--to", arguments->layout, "LAYOUT", "the layout of the new files");
    command.flag("--without-down", arguments->options.without_down,
                 "leave out the down scripts, which layouts such as prisma do not have");
    command.flag("--without-verify", arguments->options.without_verify,
                 "leave out the verify scripts, which most layouts do not have");
    command.flag("--no-validation", arguments->no_validation,
                 "compare the scripts alone, without a server");
    command.on_run([arguments] { return convert(*arguments); });
}

}  // namespace migration
