using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Steps divided by the root of a running mean of squared gradients (Tieleman and Hinton 2012).</summary>
    public class RMSProp : OptimizerHelper, optim.IMomentum
    {
        public RMSProp(
            IEnumerable<Parameter> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0,
            bool centered = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
        {
        }

        public RMSProp(
            IEnumerable<ParamGroup> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0,
            bool centered = false, bool maximize = false)
        {
            RequireNotNegative(eps, "ε");
            RequireNotNegative(alpha, "alpha");
            RequireNotNegative(momentum, "momentum value");
            RequireNotNegative(weight_decay, "weight_decay value");
            Initialize(new Options { LearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay, momentum = momentum, centered = centered, maximize = maximize }, parameters);
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
            using DisposeScope scope = NewDisposeScope();
            Options options = group.Options;
            (double alpha, double momentum) = (options.alpha!.Value, options.momentum!.Value);
            foreach (State state in group.States)
            {
                if (state.Parameter.grad is not { } gradient) { continue; }
                state.step++;
                if (options.maximize!.Value) { gradient = gradient.neg(); }
                if (options.weight_decay!.Value != 0) { gradient = gradient.add(state.Parameter, alpha: options.weight_decay.Value); }

                state.square_avg.mul_(alpha).addcmul_(gradient, gradient, value: 1 - alpha);
                Tensor variance = state.square_avg;
                if (options.centered!.Value)
                {
                    state.grad_avg.mul_(alpha).add_(gradient, alpha: 1 - alpha);
                    variance = variance.addcmul(state.grad_avg, state.grad_avg, value: -1);
                }
                Tensor root = variance.sqrt().add_(options.eps!.Value);
                if (momentum > 0)
                {
                    state.momentum_buffer.mul_(momentum).addcdiv_(gradient, root, value: 1);
                    state.Parameter.add_(state.momentum_buffer, alpha: -group.LearningRate);
                }
                else
                {
                    state.Parameter.addcdiv_(gradient, root, value: -group.LearningRate);
                }
            }
        }

        /// <summary>Settings of one group.</summary>
        public class Options : OptimizerOptions
        {
            public bool? maximize;
            public double? momentum;
            public double? alpha;
            public double? eps;
            public double? weight_decay;
            public bool? centered;

            internal override void ForEach(OptimizerOptions other, SettingAction<double> number, SettingAction<bool> flag)
            {
                var theirs = (Options)other;
                flag(ref maximize, theirs.maximize);
                number(ref momentum, theirs.momentum);
                number(ref alpha, theirs.alpha);
                number(ref eps, theirs.eps);
                number(ref weight_decay, theirs.weight_decay);
                flag(ref centered, theirs.centered);
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
                IEnumerable<Parameter> parameters, double lr = 0.001, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0, double momentum = 0, bool centered = false)
                : base(parameters, new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered })
            {
            }

            public double Momentum
            {
                get => Options.momentum!.Value;
                set => Options.momentum = value;
            }
        }

        /// <summary>Steps done, running means of the squared gradient and the gradient, and the velocity.</summary>
        public sealed class State : OptimizerState, IDisposable
        {
            public long step;
            public Tensor square_avg = null!;
            public Tensor momentum_buffer = null!;
            public Tensor grad_avg = null!;

            public State(Parameter parameter) : base(parameter)
            {
            }

            public override void Initialize(OptimizerOptions options)
            {
                Dispose();
                (step, square_avg, grad_avg, momentum_buffer) = (0, Zeros(), Zeros(), Zeros());
            }

            public override void LoadStateDict(OptimizerState source)
            {
                var other = (State)source;
                step = other.step;
                Replace(ref square_avg!, other.square_avg);
                Replace(ref grad_avg!, other.grad_avg);
                Replace(ref momentum_buffer!, other.momentum_buffer);
            }

            public override void LoadStateDict(BinaryReader reader)
            {
                step = reader.ReadInt64();
                square_avg.Load(reader);
                LoadConditionalStateTensor(reader, ref momentum_buffer!, _parameter.device);
                LoadConditionalStateTensor(reader, ref grad_avg!, _parameter.device);
            }

            public override void SaveStateDict(BinaryWriter writer)
            {
                writer.Write(step);
                square_avg.Save(writer);
                SaveConditionalStateTensor(writer, momentum_buffer);
                SaveConditionalStateTensor(writer, grad_avg);
            }

            public override bool ApproximatelyEquals(OptimizerState other) =>
                other is State state && step == state.step && Close(square_avg, state.square_avg) && Close(grad_avg, state.grad_avg) && Close(momentum_buffer, state.momentum_buffer);

            public void Dispose()
            {
                square_avg?.Dispose();
                grad_avg?.Dispose();
                momentum_buffer?.Dispose();
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static RMSProp RMSProp(
                IEnumerable<Parameter> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0,
                bool centered = false, bool maximize = false) =>
                new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);

            public static RMSProp RMSProp(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0,
                bool centered = false, bool maximize = false) =>
                new(parameters.Select(p => p.parameter), lr, alpha, eps, weight_decay, momentum, centered, maximize);

            public static RMSProp RMSProp(
                IEnumerable<RMSProp.ParamGroup> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0,
                bool centered = false, bool maximize = false) =>
                new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);
        }
    }
}
