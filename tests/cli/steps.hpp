#pragma once

// Runs a case's commands where its files lie.

#include <filesystem>
#include <string>

#include "case_file.hpp"

namespace migration::golden {

// Writes the case's files, and copies of its data folders, into the directory.
void lay_out(const CaseFile& file, const std::filesystem::path& data,
             const std::filesystem::path& work);

// What the command printed (normalised) and its exit code. It runs in /bin/sh in our own working
// directory.
Step run_step(const Step& step, const std::string& work);

// The differences between what a step must do and what it did; empty when there are none.
std::string differences(const std::string& case_name, const Step& expected, const Step& found);

}  // namespace migration::golden
