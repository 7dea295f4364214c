#include "base/interrupt.hpp"
#include "process/launch.hpp"

namespace migration {

struct Companion::State {
    asio::io_context context;
    asio::writable_pipe input{context};
    asio::readable_pipe output{context};
    std::optional<process::process> child;
    std::string buffer;
    bool ended = false;

    // Reads more output into the buffer; false at its end, after the limit, or at a signal where
    // that counts.
    bool read_more(std::chrono::milliseconds limit, bool until_signal) {
        bool got = false;
        asio::posix::stream_descriptor wake(context);
        if (until_signal && interrupt_descriptor() >= 0) {
            wake.assign(::dup(interrupt_descriptor()));
            wake.async_wait(asio::posix::stream_descriptor::wait_read,
                            [&](const boost::system::error_code& failure) {
                                if (!failure) output.cancel();
                            });
        }
        std::array<char, 4096> chunk;
        output.async_read_some(asio::buffer(chunk),
                               [&](const boost::system::error_code& failure, std::size_t size) {
                                   got = !failure;
                                   ended = failure && failure != asio::error::operation_aborted;
                                   if (got) buffer.append(chunk.data(), size);
                                   boost::system::error_code ignored;
                                   wake.cancel(ignored);
                               });
        context.restart();
        context.run_for(limit);
        if (!context.stopped()) {
            output.cancel();
            context.run();
        }
        return got;
    }
};

Companion::Companion(const ProgramCall& call) : state_(std::make_unique<State>()) {
    state_->child.emplace(launch(state_->context, call,
                                 process::process_stdio{state_->input, state_->output, nullptr}));
}

Companion::~Companion() {
    if (state_) finish(std::chrono::seconds(20));
}

Companion::Companion(Companion&&) noexcept = default;
Companion& Companion::operator=(Companion&&) noexcept = default;

void Companion::write_line(const std::string& line) {
    boost::system::error_code ignored;
    asio::write(state_->input, asio::buffer(line + "\n"), ignored);
}

std::optional<std::string> Companion::read_line(std::chrono::milliseconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    for (;;) {
        const auto end = state_->buffer.find('\n');
        if (end != std::string::npos) {
            std::string line = state_->buffer.substr(0, end);
            state_->buffer.erase(0, end + 1);
            return line;
        }
        const auto left = deadline - std::chrono::steady_clock::now();
        if (left.count() <= 0) return std::nullopt;
        if (!state_->read_more(std::chrono::ceil<std::chrono::milliseconds>(left), true))
            return std::nullopt;
    }
}

void Companion::finish(std::chrono::milliseconds limit) {
    boost::system::error_code ignored;
    state_->input.close(ignored);
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!state_->ended && std::chrono::steady_clock::now() < deadline)
        state_->read_more(std::chrono::milliseconds(100), false);
    if (state_->child) state_->child->wait(ignored);
    state_->child.reset();
}

}  // namespace migration
