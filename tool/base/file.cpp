#include "base/file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/interrupt.hpp"

namespace migration {
namespace {

[[noreturn]] void fail(const std::string& what, const std::filesystem::path& path, int code) {
    throw Error(ErrorKind::usage, path.string() + ": " + what + ": " + std::strerror(code));
}

void write_all(int descriptor, std::string_view content, const std::filesystem::path& path) {
    while (!content.empty()) {
        const auto written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot write", path, errno);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
}

constexpr std::size_t least_room = 4096;

// A pipe may keep us waiting for its other end: a signal ends that.
class OpenFile {
public:
    explicit OpenFile(const std::filesystem::path& path) {
        while ((descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) < 0) {
            if (errno != EINTR) fail("cannot read", path, errno);
            check_interrupt();
        }
    }
    ~OpenFile() { ::close(descriptor_); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    int descriptor() const { return descriptor_; }
    // Room for what it says that it holds, and a byte to find its end.
    std::string room_for_all() const {
        struct stat status {};
        const bool is_known = ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
        return std::string(is_known ? static_cast<std::size_t>(status.st_size) + 1 : least_room,
                           '\0');
    }

private:
    int descriptor_ = -1;
};

bool holds_exactly(const std::filesystem::path& path, std::string_view content) {
    std::error_code none;
    return std::filesystem::is_regular_file(path, none) &&
           std::filesystem::file_size(path, none) == content.size() && read_file(path) == content;
}

[[noreturn]] void fail_as_taken(const std::filesystem::path& path) {
    throw Error(ErrorKind::usage, path.string() + ": there is such a file already",
                "nothing was written over it");
}

// Where a link leads, so that it stays one.
std::filesystem::path followed(const std::filesystem::path& path) {
    std::error_code failure;
    if (!std::filesystem::is_symlink(path, failure)) return path;
    const auto target = std::filesystem::weakly_canonical(path, failure);
    return failure ? path : target;
}

// A device or a pipe, as /dev/stdout: nothing may be put in its place.
bool is_special(const std::filesystem::path& path) {
    std::error_code none;
    return std::filesystem::is_other(path, none);
}

void write_through(const std::filesystem::path& path, std::string_view content) {
    // A pipe that nobody reads is an error, not a wait.
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) fail("cannot write", path, errno);
    ::fcntl(descriptor, F_SETFL, 0);
    try {
        write_all(descriptor, content, path);
    } catch (...) {
        ::close(descriptor);
        throw;
    }
    ::close(descriptor);
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
    const OpenFile file(path);
    std::string content = file.room_for_all();
    for (std::size_t size = 0;;) {
        if (size == content.size()) content.resize(std::max(2 * size, least_room));
        const auto got = ::read(file.descriptor(), content.data() + size, content.size() - size);
        if (got < 0 && errno == EINTR) {
            check_interrupt();
            continue;
        }
        if (got < 0) fail("cannot read", path, errno);
        if (got == 0) {
            content.resize(size);
            return content;
        }
        size += static_cast<std::size_t>(got);
    }
}

void write_file(const std::filesystem::path& given, std::string_view content) {
    if (holds_exactly(given, content)) return;
    const auto path = followed(given);
    if (is_special(path)) return write_through(path, content);
    const auto parent = path.parent_path();
    std::error_code none;
    if (!parent.empty()) std::filesystem::create_directories(parent, none);
    std::string temporary = path.string() + ".XXXXXX";
    const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (descriptor < 0) fail("cannot write", path, errno);
    try {
        write_all(descriptor, content, path);
        ::fchmod(descriptor, 0644);
        if (::fsync(descriptor) != 0 && errno != EINVAL) fail("cannot write", path, errno);
    } catch (...) {
        ::close(descriptor);
        ::unlink(temporary.c_str());
        throw;
    }
    ::close(descriptor);
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        const int code = errno;
        ::unlink(temporary.c_str());
        fail("cannot write", path, code);
    }
}

void create_file(const std::filesystem::path& path, std::string_view content) {
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0 && errno == EEXIST) fail_as_taken(path);
    if (descriptor < 0) fail("cannot write", path, errno);
    try {
        write_all(descriptor, content, path);
        if (::fsync(descriptor) != 0 && errno != EINVAL) fail("cannot write", path, errno);
    } catch (...) {
        ::close(descriptor);
        ::unlink(path.c_str());
        throw;
    }
    ::close(descriptor);
}

void move_file(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (to.has_parent_path()) std::filesystem::create_directories(to.parent_path());
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return;
    // A file system that cannot rename so.
    if (errno == EINVAL && !std::filesystem::exists(std::filesystem::symlink_status(to)) &&
        ::rename(from.c_str(), to.c_str()) == 0)
        return;
    if (errno == EEXIST) fail_as_taken(to);
    fail("cannot rename", from, errno);
}

std::filesystem::path own_program() {
    return std::filesystem::read_symlink("/proc/self/exe");
}

FileLock::FileLock(const std::filesystem::path& path) : descriptor_(-1) {
    std::error_code none;
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), none);
    descriptor_ = std::filesystem::is_directory(path, none)
                      ? ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                      : ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor_ < 0) fail("cannot lock", path, errno);
    while (::flock(descriptor_, LOCK_EX) != 0)
        if (errno != EINTR) fail("cannot lock", path, errno);
}

FileLock::~FileLock() {
    ::close(descriptor_);
}

TemporaryDirectory::TemporaryDirectory(std::string_view prefix) {
    std::string name =
        (std::filesystem::temp_directory_path() / (std::string(prefix) + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr) fail("cannot make a directory", name, errno);
    path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code none;
    std::filesystem::remove_all(path_, none);
}

bool is_of_this_program(const std::filesystem::path& file) {
    std::error_code failed;
    const auto written = std::filesystem::last_write_time(file, failed);
    if (failed) return false;
    const auto built = std::filesystem::last_write_time("/proc/self/exe", failed);
    return failed || written >= built;
}

}  // namespace migration
