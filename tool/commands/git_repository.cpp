#include "commands/git_repository.hpp"

#include <algorithm>
#include <fstream>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "base/text.hpp"
#include "process/program.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

fs::path find_git() {
    if (auto program = find_program("git")) return *program;
    throw Error(ErrorKind::usage, "cannot find the program \"git\", which reads earlier scripts",
                "install it, or leave the comparison with an earlier revision out");
}

// In a hook Git's own variables name a repository, and paths in it.
ProgramCall git_call(const fs::path& program, const fs::path& folder,
                     const std::vector<std::string>& arguments, const std::string& input) {
    ProgramCall call;
    call.program = program;
    call.arguments = {"-C", folder.string()};
    call.arguments.insert(call.arguments.end(), arguments.begin(), arguments.end());
    call.environment = {{"LC_ALL", "C"},
                        {"GIT_LITERAL_PATHSPECS", "1"},
                        {"GIT_OPTIONAL_LOCKS", "0"},
                        {"GIT_TERMINAL_PROMPT", "0"},
                        {"GIT_PAGER", "cat"}};
    call.without = {"GIT_DIR",       "GIT_WORK_TREE",        "GIT_INDEX_FILE",
                    "GIT_PREFIX",    "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
                    "GIT_COMMON_DIR"};
    call.input = input;
    return call;
}

std::string without_line_end(std::string text) {
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

// "fatal: detected dubious ownership in repository at '/srv/city'", without the first word.
Error git_failed(const fs::path& folder, const ProgramResult& result) {
    std::string_view words = trim(result.errors);
    for (const std::string_view prefix : {"fatal: ", "error: "})
        if (words.starts_with(prefix)) words.remove_prefix(prefix.size());
    const std::string message = redact(one_line(words.substr(0, words.find('\n')), 200));
    return {ErrorKind::usage,
            folder.string() + ": git failed: " +
                (message.empty() ? "exit code " + std::to_string(result.exit_code) : message),
            words.find("safe.directory") != std::string_view::npos
                ? "trust it with: git config --global --add safe.directory '*'"
                : ""};
}

// A hostile tree must not lead out of the folder that it is written to.
bool is_safe(std::string_view path) {
    const auto parts = split(path, '/');
    return path.find('\n') == std::string_view::npos &&
           std::none_of(parts.begin(), parts.end(),
                        [](const auto part) { return part.empty() || part == ".."; });
}

// What `git cat-file --batch` prints: a line with the size last, the bytes, a line end. A link that
// leads out of the tree has a first word of its own.
class FilePrint {
public:
    explicit FilePrint(std::string text) : text_(std::move(text)) {}

    // The next file's text; nothing for one that is not in the tree.
    std::optional<std::string_view> next() {
        const std::string_view rest = std::string_view(text_).substr(at_);
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto header = rest.substr(0, end);
        at_ += std::min(end + 1, rest.size());
        if (header.ends_with(" missing")) return std::nullopt;
        const auto size = std::stoul("0" + std::string(header.substr(header.rfind(' ') + 1)));
        const auto content = std::string_view(text_).substr(at_, size);
        at_ = std::min(at_ + size + 1, text_.size());
        if (header.find(" blob ") == std::string_view::npos) return std::nullopt;
        return content;
    }

private:
    std::string text_;
    std::size_t at_ = 0;
};

void write_plainly(const fs::path& file, std::string_view text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary).write(text.data(), static_cast<long>(text.size()));
}

}  // namespace

GitRepository::GitRepository(const fs::path& directory) : program_(find_git()), root_(directory) {
    const auto result =
        run_program(git_call(program_, directory, {"rev-parse", "--show-toplevel"}, ""));
    if (result.exit_code != 0) {
        if (result.errors.find("not a git repository") != std::string::npos)
            throw Error(ErrorKind::usage, directory.string() + ": not in a Git repository",
                        "without one there is no earlier revision to compare with");
        throw git_failed(directory, result);
    }
    root_ = without_line_end(result.output);
}

std::string GitRepository::git(const std::vector<std::string>& arguments,
                               const std::string& input) const {
    auto result = run_program(git_call(program_, root_, arguments, input));
    if (result.exit_code != 0) throw git_failed(root_, result);
    return std::move(result.output);
}

bool GitRepository::succeeds(const std::vector<std::string>& arguments) const {
    return run_program(git_call(program_, root_, arguments, "")).exit_code == 0;
}

bool GitRepository::is_shallow() const {
    return git({"rev-parse", "--is-shallow-repository"}) == "true\n";
}

std::string GitRepository::commit(const std::string& revision) const {
    const auto resolve = [&](const std::string& name) {
        return run_program(git_call(program_, root_,
                                    {"rev-parse", "--verify", "--quiet", name + "^{commit}"}, ""));
    };
    const bool is_option = revision.starts_with('-');
    if (!is_option)
        if (const auto found = resolve(revision); found.exit_code == 0)
            return without_line_end(found.output);
    const bool is_remote = !is_option && resolve("origin/" + revision).exit_code == 0;
    throw Error(ErrorKind::usage, "unknown Git revision: \"" + revision + "\"",
                is_remote      ? "did you mean \"origin/" + revision + "\"?"
                : is_shallow() ? "the clone is shallow: fetch the whole history, with "
                                 "'git fetch --unshallow', or with fetch-depth: 0 in CI"
                               : "'git branch --all' and 'git tag' list the names");
}

std::string GitRepository::merge_base(const std::string& commit,
                                      const std::string& revision) const {
    const auto result = run_program(git_call(program_, root_, {"merge-base", "HEAD", commit}, ""));
    if (result.exit_code == 0) return without_line_end(result.output);
    if (is_shallow())
        throw Error(
            ErrorKind::usage,
            "the clone is shallow: it does not reach back to where it left \"" + revision + "\"",
            "fetch the whole history, with 'git fetch --unshallow', or with "
            "fetch-depth: 0 in CI");
    throw Error(ErrorKind::usage,
                "the working tree and \"" + revision + "\" have no commit in common",
                "name a revision that the working tree comes from");
}

std::string GitRepository::path_of(const fs::path& folder) const {
    const fs::path path =
        fs::weakly_canonical(folder).lexically_relative(fs::weakly_canonical(root_));
    if (path.empty() || *path.begin() == "..")
        throw Error(ErrorKind::usage,
                    folder.string() + ": not in the Git repository \"" + root_.string() + "\"");
    return path == "." ? "" : path.string() + "/";
}

std::vector<GitRepository::Entry> GitRepository::files(const std::string& commit,
                                                       const std::string& folder, bool deep) const {
    std::vector<std::string> arguments{"ls-tree", "-z"};
    if (deep) arguments.emplace_back("-r");
    arguments.push_back(commit);
    if (!folder.empty()) arguments.insert(arguments.end(), {"--", folder});
    std::vector<Entry> entries;
    const std::string listing = git(arguments);
    for (const auto line : split(listing, '\0')) {
        // "100644 blob OBJECT<tab>PATH"; a link is followed within the tree.
        const auto tab = line.find('\t');
        if (tab == std::string_view::npos || line.find(" blob ") == std::string_view::npos)
            continue;
        const std::string path(line.substr(tab + 1));
        if (!is_safe(path)) continue;
        const auto object = line.substr(0, tab);
        entries.push_back({line.starts_with("120000")
                               ? std::string(commit).append(":").append(path)
                               : std::string(object.substr(object.rfind(' ') + 1)),
                           path});
    }
    return entries;
}

void GitRepository::write_folder(const std::string& commit, const std::string& folder,
                                 const fs::path& target) const {
    auto entries = files(commit, folder, true);
    for (auto above = folder; !above.empty();) {
        above.resize(above.rfind('/', above.size() - 2) + 1);
        const auto beside = files(commit, above, false);
        entries.insert(entries.end(), beside.begin(), beside.end());
    }
    std::string names;
    for (const auto& entry : entries) names += entry.object + "\n";
    FilePrint texts(git({"cat-file", "--batch", "--follow-symlinks"}, names));
    for (const auto& entry : entries)
        if (const auto text = texts.next()) write_plainly(target / entry.path, *text);
}

std::string GitRepository::last_change(const std::string& base, const std::string& file) const {
    if (succeeds({"diff", "--quiet", "--no-ext-diff", "--no-textconv", base, "HEAD", "--", file}))
        return "";
    return without_line_end(git({"-c", "log.showSignature=false", "log", "-1", "--format=%h",
                                 base + "..HEAD", "--", file}));
}

}  // namespace migration
