#pragma once

// Files as whole values: read, and written so that a reader never sees half a file.

#include <filesystem>
#include <string>
#include <string_view>

namespace migration {

// Throws Error (usage) for what cannot be read to its end.
std::string read_file(const std::filesystem::path& path);

// Writes beside the target, syncs and renames. Leaves an identical file untouched (its time too).
void write_file(const std::filesystem::path& path, std::string_view content);

// Makes a file with that content, and the folders above it. Throws Error (usage) if there is
// something of that name already.
void create_file(const std::filesystem::path& path, std::string_view content);

// Gives a file or a folder another name, in a folder that is made if need be. Throws Error (usage)
// if there is something of that name already.
void move_file(const std::filesystem::path& from, const std::filesystem::path& to);

// The program that runs, as an absolute path.
std::filesystem::path own_program();

// An exclusive lock on a file or a folder for as long as the object lives; waits for it. A file
// that is not there is made, and stays.
class FileLock {
public:
    explicit FileLock(const std::filesystem::path& path);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int descriptor_;
};

// A private directory below the system's temporary folder, removed with all it holds.
class TemporaryDirectory {
public:
    explicit TemporaryDirectory(std::string_view prefix);
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// False if this program was built after the file was written: another build's proof does not count
// for this build.
bool is_of_this_program(const std::filesystem::path& file);

}  // namespace migration
