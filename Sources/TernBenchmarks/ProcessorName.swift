import Foundation

/// The processor's name; "unknown" where the system doesn't tell it.
func processorName() -> String {
    #if canImport(Darwin)
        var length = 0
        sysctlbyname("machdep.cpu.brand_string", nil, &length, nil, 0)
        var name = [UInt8](repeating: 0, count: length)
        guard length > 0, sysctlbyname("machdep.cpu.brand_string", &name, &length, nil, 0) == 0 else {
            return "unknown"
        }
        return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
    #else
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        guard let name = line?.split(separator: ":", maxSplits: 1).last else { return "unknown" }
        return name.trimmingCharacters(in: .whitespaces)
    #endif
}
