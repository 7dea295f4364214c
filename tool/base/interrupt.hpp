#pragma once

// SIGINT, SIGTERM and SIGHUP as a flag and a readable descriptor, so that code that waits can stop
// and clean up.

#include <chrono>

namespace migration {

// Installs the handlers, once a process. SIGPIPE is ignored from then on; SIGHUP stays ignored
// where it is, as under nohup.
void catch_interrupts();

// The signal that came, or 0.
int interrupt_signal();

// Readable once a signal came; -1 before catch_interrupts().
int interrupt_descriptor();

// Throws Error of kind hung_up, interrupted or terminated if a signal came.
void check_interrupt();

// Waits, and ends early with check_interrupt() when a signal comes.
void pause_unless_interrupted(std::chrono::milliseconds time);

}  // namespace migration
