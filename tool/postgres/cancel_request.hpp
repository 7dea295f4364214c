#pragma once

// Asks the server to cancel what it does on a connection. libpq connects for that, without a time limit: so
// each request has a thread of its own, which is left to itself when the server does not answer.

#include <libpq-fe.h>

#include <memory>

namespace migration {

class CancelRequest {
public:
    explicit CancelRequest(PGconn* connection);

    // Starts a request, unless the last one is still on its way.
    void start();
    // Until it is answered, or a few seconds after its start. One that is answered late may cancel what the
    // connection does then.
    void wait();
    // No answer came for so long that none can be hoped for: the connection is shut down, so whoever waits
    // for the server finds it lost.
    void shut_down_if_hopeless();

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace migration
