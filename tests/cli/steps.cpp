#include "steps.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "line_diff.hpp"
#include "normalise.hpp"
#include "process/program.hpp"

namespace migration::golden {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds step_limit(60);

std::string difference(const std::string& place, const std::string& what,
                       const std::string& expected, const std::string& found) {
    if (expected == found) return "";
    return fmt::format("{}: {} differs (- expected, + found):\n{}", place, what,
                       line_diff(expected, found));
}

}  // namespace

void lay_out(const CaseFile& file, const fs::path& data, const fs::path& work) {
    for (const auto& folder : file.data) {
        if (!fs::is_directory(data / folder))
            throw Error(ErrorKind::usage,
                        "no such data folder: \"" + (data / folder).string() + "\"");
        fs::copy(data / folder, work / fs::path(folder).filename(), fs::copy_options::recursive);
    }
    for (const auto& input : file.files) {
        fs::create_directories((work / input.path).parent_path());
        write_file(work / input.path, input.text);
    }
}

Step run_step(const Step& step, const std::string& work) {
    ProgramCall call;
    call.program = "/bin/sh";
    call.arguments = {"-c", step.command};
    call.limit = step_limit;
    // A case that is about other servers names them itself.
    call.environment = {{"MIGRATIONS_SERVER", "local"}};
    call.without = {"MIGRATIONS_IMAGE", "MIGRATIONS_POSTGRES_VERSIONS"};
    const ProgramResult result = run_program(call);
    return {step.command, step.line, normalise(result.output, work), normalise(result.errors, work),
            result.exit_code};
}

std::string differences(const std::string& case_name, const Step& expected, const Step& found) {
    const std::string place = fmt::format("{}:{}", case_name, expected.line);
    std::string text = difference(place, "stdout", expected.output, found.output) +
                       difference(place, "stderr", expected.errors, found.errors);
    if (expected.exit_code != found.exit_code)
        text += fmt::format("{}: expected exit code {} but found {}\n", place, expected.exit_code,
                            found.exit_code);
    return text;
}

}  // namespace migration::golden
