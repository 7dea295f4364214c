#pragma once

// A golden test as text: what it shows, its input files, its commands and what each must print.
//
//     # What the case shows.
//     @data bad/forgotten-index       a folder below --data, copied into the work directory
//     @server                         some command starts a server: skipped where there is none
//     @sandbox                        the whole case runs inside `migration-tool sandbox run --`
//
//     === file set/001_users.sql
//     CREATE TABLE users (id int);
//
//     === run
//     migration-tool check set
//
//     === stderr                      also stdout; left out when nothing is printed
//     …
//
//     === exit 1                      left out when it is 0
//
// One empty line before a heading is layout, not content.

#include <string>
#include <vector>

namespace migration::golden {

struct InputFile {
    std::string path;
    std::string text;
};

struct Step {
    std::string command;
    int line = 0;  // of the command in the case file
    std::string output;
    std::string errors;
    int exit_code = 0;
};

struct CaseFile {
    std::string head;  // everything before the first heading, as it stands
    std::vector<std::string> data;
    bool server = false;
    bool sandbox = false;
    std::vector<InputFile> files;
    std::vector<Step> steps;
};

// `name` is for errors. Throws Error (usage) for text that is no case.
CaseFile parse_case(const std::string& text, const std::string& name);

std::string render_case(const CaseFile& file);

}  // namespace migration::golden
