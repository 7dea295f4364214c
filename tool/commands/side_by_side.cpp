#include "commands/side_by_side.hpp"

#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "report/terminal.hpp"

namespace migration {
namespace {

// Shows the texts of several writers one writer after the other.
class OrderedOutput {
public:
    explicit OrderedOutput(std::size_t writers) : held_back_(writers), done_(writers, false) {}

    void write(std::size_t writer, std::string_view text) {
        const std::lock_guard lock(mutex_);
        if (writer == shown_)
            print(text);
        else
            held_back_[writer] += text;
    }

    void finish(std::size_t writer) {
        const std::lock_guard lock(mutex_);
        done_[writer] = true;
        while (shown_ < done_.size() && done_[shown_]) {
            if (++shown_ < done_.size()) print(held_back_[shown_]);
        }
    }

private:
    std::mutex mutex_;
    std::size_t shown_ = 0;
    std::vector<std::string> held_back_;
    std::vector<bool> done_;
};

}  // namespace

void side_by_side(std::size_t count, bool quiet,
                  const std::function<void(std::size_t, const Printer&)>& job) {
    OrderedOutput output(count);
    std::vector<std::exception_ptr> failures(count);
    const auto run = [&](std::size_t number) {
        try {
            job(number, [&, number](std::string_view text) {
                if (!quiet) output.write(number, text);
            });
        } catch (...) {
            failures[number] = std::current_exception();
        }
        try {
            output.finish(number);
        } catch (...) {
            if (!failures[number]) failures[number] = std::current_exception();
        }
    };
    std::vector<std::thread> threads;
    for (std::size_t number = 1; number < count; ++number) threads.emplace_back(run, number);
    if (count > 0) run(0);
    for (auto& thread : threads) thread.join();
    for (const auto& failure : failures)
        if (failure) std::rethrow_exception(failure);
}

}  // namespace migration
