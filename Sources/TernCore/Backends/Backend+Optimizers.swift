import CTernKernels

/// What optimizers ask of a device.
package protocol OptimizerBackend {
    /// One step of a rule over contiguous arrays of one type, float32 or float64. A state that is nil is not kept.
    func step(_ rule: some UpdateRule, count: Int, _ parameter: Operand, gradient: Operand, state: [Operand?])
}

/// The numbers of one optimizer's step: one of the kernels' structs.
package protocol UpdateRule {
    static var kernel: tern_rule { get }
}

package typealias Slope = tern_slope
package typealias SGDRule = tern_sgd
package typealias AdamRule = tern_adam
package typealias AdamaxRule = tern_adamax
package typealias NAdamRule = tern_nadam
package typealias RAdamRule = tern_radam
package typealias RMSpropRule = tern_rmsprop
package typealias AdagradRule = tern_adagrad
package typealias AdadeltaRule = tern_adadelta
package typealias ASGDRule = tern_asgd
package typealias RpropRule = tern_rprop

extension tern_sgd: UpdateRule { package static var kernel: tern_rule { TERN_RULE_SGD } }
extension tern_adam: UpdateRule { package static var kernel: tern_rule { TERN_RULE_ADAM } }
extension tern_adamax: UpdateRule { package static var kernel: tern_rule { TERN_RULE_ADAMAX } }
extension tern_nadam: UpdateRule { package static var kernel: tern_rule { TERN_RULE_NADAM } }
extension tern_radam: UpdateRule { package static var kernel: tern_rule { TERN_RULE_RADAM } }
extension tern_rmsprop: UpdateRule { package static var kernel: tern_rule { TERN_RULE_RMSPROP } }
extension tern_adagrad: UpdateRule { package static var kernel: tern_rule { TERN_RULE_ADAGRAD } }
extension tern_adadelta: UpdateRule { package static var kernel: tern_rule { TERN_RULE_ADADELTA } }
extension tern_asgd: UpdateRule { package static var kernel: tern_rule { TERN_RULE_ASGD } }
extension tern_rprop: UpdateRule { package static var kernel: tern_rule { TERN_RULE_RPROP } }
