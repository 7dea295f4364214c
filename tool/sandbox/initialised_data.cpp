#include "sandbox/initialised_data.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "process/program.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

constexpr const char* made = "data-";
constexpr const char* half_made = "new-";

std::vector<std::string> initdb_arguments(const fs::path& target, const std::string& locale) {
    return {"--pgdata=" + target.string(),
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=" + locale,
            "--no-sync",
            "--no-instructions",
            "--wal-segsize=1"};
}

void make_data(const std::string& bin, const fs::path& target) {
    ProgramResult result;
    for (const char* locale : {"C.UTF-8", "C"}) {
        ProgramCall call{
            bin + "/initdb", initdb_arguments(target, locale), {{"LC_ALL", locale}}, true, {}};
        result = run_program(call);
        if (result.exit_code == 0 && fs::exists(target / "PG_VERSION")) return;
        std::error_code ignored;
        fs::remove_all(target, ignored);
    }
    throw Error(ErrorKind::failed, "initdb failed: " + std::string(trim(result.errors)));
}

// Of everything that decides what initdb makes.
std::string cache_name(const std::string& bin, const std::string& version) {
    struct stat program {};
    ::stat((bin + "/postgres").c_str(), &program);
    Sha256 hash;
    hash.field(bin)
        .field(version)
        .field(std::to_string(program.st_size))
        .field(std::to_string(program.st_mtime));
    hash.field(join(initdb_arguments("", "C.UTF-8"), " "));
    return made + version + "-" + hash.hex().substr(0, 16);
}

// What a cut-off run left, and clusters of servers that nobody has used for long: their time is
// that of their last use.
void tidy(const fs::path& cache) {
    constexpr auto long_time = std::chrono::days(30);
    const auto now = fs::file_time_type::clock::now();
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(cache, ignored)) {
        const std::string name = entry.path().filename().string();
        const bool is_old =
            name.starts_with(made) && now - entry.last_write_time(ignored) > long_time;
        if (name.starts_with(half_made) || is_old) fs::remove_all(entry.path(), ignored);
    }
}

// The library says "Input/output error" of a full disk.
std::string reason_of(const fs::filesystem_error& error, const fs::path& to) {
    constexpr std::uintmax_t little = 1U << 20U;
    std::error_code none;
    const auto space = fs::space(to.parent_path(), none);
    return !none && space.available < little ? "No space left on device" : error.code().message();
}

void copy_data(const fs::path& from, const fs::path& to) {
    try {
        fs::copy(from, to, fs::copy_options::recursive);
    } catch (const fs::filesystem_error& error) {
        throw Error(
            ErrorKind::failed, to.string() + ": cannot copy a cluster: " + reason_of(error, to),
            "the environment variable MIGRATIONS_SANDBOX_FOLDER names another folder for clusters");
    }
    ::chmod(to.c_str(), 0700);
}

}  // namespace

void provide_data(const std::string& bin, const std::string& version, const fs::path& cache,
                  const fs::path& target) {
    if (cache.empty()) return make_data(bin, target);
    const fs::path cached = cache / cache_name(bin, version);
    if (!fs::exists(cached)) {
        const FileLock lock(cache / "lock");
        if (!fs::exists(cached)) {
            tidy(cache);
            const fs::path fresh = cache / (half_made + std::to_string(::getpid()));
            make_data(bin, fresh);
            fs::rename(fresh, cached);
        }
    }
    copy_data(cached, target);
    std::error_code ignored;
    fs::last_write_time(cached, fs::file_time_type::clock::now(), ignored);
}

}  // namespace migration
