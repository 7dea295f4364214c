#pragma once

// A program that runs beside the test, with its output in a file.

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace migration {

class Child {
public:
    // `environment` is added to ours.
    Child(const std::string& program, const std::vector<std::string>& arguments,
          const std::map<std::string, std::string>& environment, std::filesystem::path output);
    ~Child();  // kills it
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    pid_t id() const { return id_; }
    bool running();
    void kill(int signal) const;
    // Waits for its end; 128 + n when signal n ended it.
    int exit_code();
    std::string output() const;

private:
    pid_t id_ = -1;
    int status_ = -1;
    std::filesystem::path output_;
};

}  // namespace migration
