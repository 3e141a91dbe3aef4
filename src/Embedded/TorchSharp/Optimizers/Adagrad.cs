using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Steps divided by the root of the sum of all squared gradients (Duchi et al. 2011).</summary>
    public class Adagrad : OptimizerHelper
    {
        public Adagrad(
            IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
            : this([new ParamGroup { Parameters = parameters }], lr, lr_decay, weight_decay, initial_accumulator_value, eps)
        {
        }

        public Adagrad(
            IEnumerable<ParamGroup> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
        {
            RequireNotNegative(eps, "ε");
            RequireNotNegative(lr_decay, "lr_decay value");
            RequireNotNegative(weight_decay, "weight_decay value");
            RequireNotNegative(initial_accumulator_value, "initial_accumulator_value");
            Initialize(new ParamGroup([], lr, lr_decay, weight_decay, initial_accumulator_value, eps).Options, parameters);
        }

        public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Update, closure);

        public override void add_param_group(Modules.ParamGroup param_group) => Attach(param_group, p => new State(p));

        private static void Update(ParamGroup group)
        {
            using DisposeScope scope = NewDisposeScope();
            Options options = group.Options;
            foreach (State state in group.States)
            {
                if (state.Parameter.grad is not { } gradient) { continue; }
                state.step++;
                if (options.weight_decay!.Value != 0) { gradient = gradient.add(state.Parameter, alpha: options.weight_decay.Value); }
                state.sum.addcmul_(gradient, gradient, value: 1);
                double rate = group.LearningRate / (1 + ((state.step - 1) * options.lr_decay!.Value));
                state.Parameter.addcdiv_(gradient, state.sum.sqrt().add_(options.eps!.Value), value: -rate);
            }
        }

        /// <summary>Settings of one group.</summary>
        public class Options : OptimizerOptions
        {
            public double? lr_decay;
            public double? initial_accumulator_value;
            public double? eps;
            public double? weight_decay;

            internal override void ForEach(OptimizerOptions other, SettingAction<double> number, SettingAction<bool> flag)
            {
                var theirs = (Options)other;
                number(ref lr_decay, theirs.lr_decay);
                number(ref initial_accumulator_value, theirs.initial_accumulator_value);
                number(ref eps, theirs.eps);
                number(ref weight_decay, theirs.weight_decay);
            }
        }

        /// <summary>Parameters with their own settings.</summary>
        public class ParamGroup : ParamGroup<Options>
        {
            public ParamGroup()
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
            {
            }

            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
                : base(parameters, new Options { LearningRate = lr, lr_decay = lr_decay, weight_decay = weight_decay, initial_accumulator_value = initial_accumulator_value, eps = eps })
            {
            }
        }

        /// <summary>Steps done, and the sum of squared gradients.</summary>
        public sealed class State : OptimizerState, IDisposable
        {
            public long step;
            public Tensor sum = null!;

            public State(Parameter parameter) : base(parameter)
            {
            }

            public override void Initialize(OptimizerOptions options)
            {
                Dispose();
                (step, sum) = (0, Zeros());
                sum.fill_(((Options)options).initial_accumulator_value!.Value);
            }

            public override void LoadStateDict(OptimizerState source)
            {
                var other = (State)source;
                step = other.step;
                Replace(ref sum!, other.sum);
            }

            public override void LoadStateDict(BinaryReader reader)
            {
                step = reader.ReadInt64();
                sum.Load(reader);
            }

            public override void SaveStateDict(BinaryWriter writer)
            {
                writer.Write(step);
                sum.Save(writer);
            }

            public override bool ApproximatelyEquals(OptimizerState other) => other is State state && step == state.step && Close(sum, state.sum);

            public void Dispose() => sum?.Dispose();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static Adagrad Adagrad(
                IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
                new(parameters, lr, lr_decay, weight_decay, initial_accumulator_value, eps);

            public static Adagrad Adagrad(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0,
                double eps = 1e-10) =>
                new(parameters.Select(p => p.parameter), lr, lr_decay, weight_decay, initial_accumulator_value, eps);

            public static Adagrad Adagrad(
                IEnumerable<Adagrad.ParamGroup> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
                new(parameters, lr, lr_decay, weight_decay, initial_accumulator_value, eps);
        }
    }
}
