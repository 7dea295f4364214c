#include "sandbox/initialised_data.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "process/program.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

constexpr const char* half_made = "new-";

std::vector<std::string> initdb_arguments(const fs::path& target, const std::string& locale) {
    return {"--pgdata=" + target.string(), "--username=postgres", "--auth=trust",      "--encoding=UTF8",
            "--locale=" + locale,          "--no-sync",           "--no-instructions", "--wal-segsize=1"};
}

void make_data(const std::string& bin, const fs::path& target) {
    ProgramResult result;
    for (const char* locale : {"C.UTF-8", "C"}) {
        ProgramCall call{bin + "/initdb", initdb_arguments(target, locale), {{"LC_ALL", locale}}, true, {}};
        result = run_program(call);
        if (result.exit_code == 0) return;
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
    return "data-" + version + "-" + hash.hex().substr(0, 16);
}

void remove_half_made(const fs::path& cache) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(cache, ignored))
        if (entry.path().filename().string().starts_with(half_made)) fs::remove_all(entry.path(), ignored);
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
        throw Error(ErrorKind::failed, to.string() + ": cannot copy a cluster: " + reason_of(error, to),
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
            remove_half_made(cache);
            const fs::path made = cache / (half_made + std::to_string(::getpid()));
            make_data(bin, made);
            fs::rename(made, cached);
        }
    }
    copy_data(cached, target);
}

}  // namespace migration
