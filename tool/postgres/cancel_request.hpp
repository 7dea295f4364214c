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
    // Shuts the connection down, so that whoever waits for the server finds it lost, where no answer came for
    // so long that none can be hoped for, or where the statement goes on whatever was asked: it may catch
    // what is cancelled.
    void shut_down_if_hopeless();
    // Another statement begins.
    void forget();

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace migration
