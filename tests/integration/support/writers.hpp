#pragma once

// Sessions that write the system catalogues all the time, as applications do: temporary tables,
// GRANT, ANALYZE, partitions. What they make is theirs: its names begin with "their_".

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "postgres/connection_settings.hpp"

namespace migration {

class Writers {
public:
    // One of each kind, on that database.
    explicit Writers(const ConnectionSettings& settings);
    // They end what they are at.
    ~Writers();
    Writers(const Writers&) = delete;
    Writers& operator=(const Writers&) = delete;

    // How often they have written so far.
    long long written() const { return written_; }
    // What made one of them stop; empty while all write.
    std::string failure() const;

private:
    void write(const ConnectionSettings& settings, std::size_t kind);

    std::atomic<bool> ends_ = false;
    std::atomic<long long> written_ = 0;
    mutable std::mutex mutex_;
    std::string failure_;
    std::vector<std::thread> threads_;
};

}  // namespace migration
