#include "backup/backup.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <regex>

#include "backup/client_program.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "base/utc_time.hpp"
#include "process/program.hpp"

namespace migration {
namespace {

using std::filesystem::path;

constexpr const char* unfinished = ".unfinished";

[[noreturn]] void fail(const path& file, const char* what) {
    throw Error(ErrorKind::failed,
                "cannot " + std::string(what) + " the backup: \"" + file.string() +
                    "\": " + std::strerror(errno),
                "nothing was changed in the database");
}

// Names of sets may hold anything.
std::string file_name_of(const std::string& text) {
    std::string name;
    for (const char c : text)
        name += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' ? c : '_';
    return name;
}

void make_folder(const path& folder) {
    if (std::filesystem::is_directory(folder)) return;
    std::error_code failure;
    std::filesystem::create_directories(folder.parent_path(), failure);
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        fail(folder, "make the folder of");
}

// The folder may hold files of others: only names as we make them are ours.
bool is_name_of_ours(const std::string& name) {
    static const std::regex shape(
        R"([A-Za-z0-9_.-]+_[A-Za-z0-9_.-]+_[0-9]{8}T[0-9]{6}Z\.dump\.[0-9]+\.unfinished)");
    return std::regex_match(name, shape);
}

bool is_own_file(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
           status.st_uid == ::geteuid();
}

// An unfinished file whose writer is gone is nobody's.
void remove_left_behind(const path& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!is_name_of_ours(entry.path().filename())) continue;
        const int descriptor =
            ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        if (descriptor < 0) continue;
        if (is_own_file(descriptor) && ::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            ::unlink(entry.path().c_str());
        ::close(descriptor);
    }
}

// On a file system without locks nobody gets one: then nobody removes it, either.
void lock(int descriptor, const path& file) {
    while (::flock(descriptor, LOCK_EX) != 0) {
        if (errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS) return;
        if (errno != EINTR) fail(file, "lock");
        check_interrupt();
    }
}

bool has_name(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

// The file while it is written; gone with this object unless it was finished.
class UnfinishedFile {
public:
    explicit UnfinishedFile(path file) : file_(std::move(file)) {
        make();
        // Another runner may have found it before it was locked, and taken it for one that was left
        // behind.
        while (!has_name(descriptor_)) {
            ::close(descriptor_);
            make();
        }
    }
    ~UnfinishedFile() {
        ::unlink(file_.c_str());
        ::close(descriptor_);
    }
    UnfinishedFile(const UnfinishedFile&) = delete;
    UnfinishedFile& operator=(const UnfinishedFile&) = delete;

    const path& name() const { return file_; }

    // A backup is not there before the disk has it. Gives back its name: two may be of one second.
    path finish(const path& wanted) const {
        if (::fsync(descriptor_) != 0) fail(file_, "write");
        path target = wanted;
        for (int number = 2; ::link(file_.c_str(), target.c_str()) != 0; ++number) {
            if (errno != EEXIST) fail(target, "name");
            target = wanted.parent_path() /
                     (wanted.stem().string() + "-" + std::to_string(number) + ".dump");
        }
        const int folder = ::open(target.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder < 0 || ::fsync(folder) != 0) fail(target, "write");
        ::close(folder);
        return target;
    }

private:
    void make() {
        descriptor_ =
            ::open(file_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (descriptor_ < 0) fail(file_, "write");
        lock(descriptor_, file_);
    }

    path file_;
    int descriptor_ = -1;
};

}  // namespace

Backup::Backup(const ConnectionSettings& settings, const Session& session)
    : settings_(settings), program_(client_program("pg_dump", session.server_major())) {}

path Backup::write(const path& folder, const std::string& set, const std::string& version,
                   BackupContent content) const {
    make_folder(folder);
    remove_left_behind(folder);
    const path target =
        std::filesystem::absolute(folder) /
        (file_name_of(set) + "_" + file_name_of(version) + "_" + compact_utc_time() + ".dump");
    const UnfinishedFile file(
        path(target.string() + "." + std::to_string(::getpid()) + unfinished));
    ProgramCall call{
        program_, {"--format=custom", "--no-password", "--file=" + file.name().string()}, {}};
    if (content == BackupContent::schema) call.arguments.emplace_back("--schema-only");
    call.environment = settings_.environment();
    const auto result = run_program(call);
    if (result.exit_code != 0)
        throw Error(
            ErrorKind::failed,
            "pg_dump could not write the backup: " +
                (trim(result.errors).empty() ? "exit code " + std::to_string(result.exit_code)
                                             : one_line(trim(result.errors), 500)),
            "nothing was changed in the database");
    return file.finish(target);
}

}  // namespace migration
