import Foundation

/// The time that a thread's own work takes, whatever else the machine does.
enum ProcessorTime {
    /// By how much the time of work grows when its input grows.
    ///
    /// - Parameter attempts: measurements; the lowest ratio counts, because nothing but the work itself can keep all of them high.
    static func growth(attempts: Int = 20, below limit: Double, _ small: () -> Void, _ large: () -> Void) -> Double {
        var (fast, slow) = (Double.infinity, Double.infinity)
        for _ in 0..<attempts {
            fast = min(fast, seconds(small))
            slow = min(slow, seconds(large))
            if slow <= limit * fast { break }
        }
        return slow / fast
    }

    private static func seconds(_ work: () -> Void) -> Double {
        let begin = now
        work()
        return now - begin
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
