#pragma once

// Asks the server to cancel the statement of a connection. libpq connects for that without a time
// limit. So each request has its own thread, which is detached if the server does not answer.

#include <libpq-fe.h>

#include <memory>

namespace migration {

class CancelRequest {
public:
    explicit CancelRequest(PGconn* connection);

    // Starts a request, unless the last one is still on its way.
    void start();
    // Waits for the answer, at most a few seconds. A late request may cancel a later statement of
    // the connection.
    void wait();
    // Shuts the connection down if the server has not answered for too long, or if the statement
    // continues although it was cancelled (it may catch that error). Code that waits for the server
    // then finds the connection lost.
    void shut_down_if_hopeless();
    // Another statement begins.
    void forget();

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace migration
