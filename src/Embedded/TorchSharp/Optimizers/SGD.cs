using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Gradient descent with momentum: v = μ v + (1 − dampening) g, w = w − lr v.</summary>
    public class SGD : OptimizerHelper, optim.IMomentum
    {
        public SGD(
            IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
        {
        }

        public SGD(
            IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        {
            RequireNotNegative(momentum, "momentum value");
            RequireNotNegative(weight_decay, "weight_decay value");
            if (nesterov && (momentum <= 0 || dampening != 0)) { throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening"); }
            Initialize(new ParamGroup([], lr, momentum, dampening, weight_decay, nesterov, maximize).Options, parameters);
        }

        public double Momentum
        {
            get => ((Options)_defaults).momentum!.Value;
            set => ((Options)_defaults).momentum = value;
        }

        public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Update, closure);

        public override void add_param_group(Modules.ParamGroup param_group) => Attach(param_group, p => new State(p));

        private static void Update(ParamGroup group)
        {
            Options options = group.Options;
            double momentum = options.momentum!.Value;
            foreach (State state in group.States)
            {
                using TensorData? gradient = state.Gradient;
                if (gradient is null) { continue; }
                bool isFirst = momentum != 0 && state.momentum_buffer is null; // the first gradient enters undampened
                if (isFirst) { state.momentum_buffer = zeros_like(state.Parameter).DetachFromDisposeScope(); }
                SgdUpdate.Run(state.Parameter, gradient, momentum != 0 ? state.momentum_buffer : null, new SgdUpdate.Settings(
                    options.maximize!.Value ? -group.LearningRate : group.LearningRate,
                    options.weight_decay!.Value,
                    momentum,
                    isFirst ? 1 : 1 - options.dampening!.Value,
                    options.nesterov!.Value));
            }
        }

        /// <summary>Settings of one group.</summary>
        public class Options : OptimizerOptions
        {
            public double? momentum;
            public double? dampening;
            public double? weight_decay;
            public bool? nesterov;
            public bool? maximize;

            internal override void ForEach(OptimizerOptions other, SettingAction<double> number, SettingAction<bool> flag)
            {
                var theirs = (Options)other;
                number(ref momentum, theirs.momentum);
                number(ref dampening, theirs.dampening);
                number(ref weight_decay, theirs.weight_decay);
                flag(ref nesterov, theirs.nesterov);
                flag(ref maximize, theirs.maximize);
            }
        }

        /// <summary>Parameters with their own settings.</summary>
        public class ParamGroup : ParamGroup<Options>, optim.IMomentum
        {
            public ParamGroup()
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
            {
            }

            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 0.001, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
                : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
            {
            }

            public double Momentum
            {
                get => Options.momentum!.Value;
                set => Options.momentum = value;
            }
        }

        /// <summary>The velocity, from the first step with momentum on.</summary>
        public sealed class State : OptimizerState, IDisposable
        {
            public Tensor? momentum_buffer;

            public State(Parameter parameter) : base(parameter)
            {
            }

            public override void Initialize(OptimizerOptions options)
            {
                Dispose();
                momentum_buffer = null;
            }

            public override void LoadStateDict(OptimizerState source) => Replace(ref momentum_buffer, ((State)source).momentum_buffer);

            public override void LoadStateDict(BinaryReader reader) => LoadConditionalStateTensor(reader, ref momentum_buffer, _parameter.device);

            public override void SaveStateDict(BinaryWriter writer) => SaveConditionalStateTensor(writer, momentum_buffer);

            public override bool ApproximatelyEquals(OptimizerState other) => other is State state && Close(momentum_buffer, state.momentum_buffer);

            public void Dispose() => momentum_buffer?.Dispose();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static SGD SGD(
                IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static SGD SGD(
                IEnumerable<(string name, Parameter parameter)> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0,
                bool nesterov = false, bool maximize = false) =>
                new(parameters.Select(p => p.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static SGD SGD(
                IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}
